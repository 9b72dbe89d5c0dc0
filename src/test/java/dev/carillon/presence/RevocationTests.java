package dev.carillon.presence;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are withdrawn before their time. */
class RevocationTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final Api manager = new Api(carillon, TestTokens.manager());

    @Test
    void endsAUsersSessionsAndRefusesTheirTokens() {
        var token = TestTokens.of("revoked", "a", 600, "**");
        try (var first = StompSocket.connect(carillon, token);
                var second = StompSocket.connect(carillon, TestTokens.of("revoked", "b", 600, "**"));
                var other = StompSocket.connect(carillon, TestTokens.of("revoke", "a", 600, "**"))) {
            revoke("/users/revoked/sessions");

            assertThat(first.closeCode()).isEqualTo(4410);
            assertThat(second.closeCode()).isEqualTo(4410);
            other.subscribe("s", "/topic/still.here");
            new Api(carillon, token).refuses("GET", "/me/notifications", 401, "session-revoked", null);
            expectEnd(StompSocket.open(carillon).send("CONNECT\naccept-version:1.2\npasscode:" + token + "\n\n"),
                    "session-revoked", 4410);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOMAIN\\gone", "https://issuer.example/gone", "50% gone", "gone;too", "gone&so=is+he here",
        "gone%2Ftoo", "Zo\u00eb is gone"})
    void findsAndEndsTheSessionsOfAnyName(String user) {
        var call = "/sessions?user=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
        try (var socket = StompSocket.connect(carillon, TestTokens.of(user, "a", 600, "**"))
                .subscribe("s", "/topic/here")) {
            assertThat(manager.get(call).get("sessions")).hasSize(1);

            revoke(call);

            assertThat(socket.closeCode()).isEqualTo(4410);
        }
    }

    @Test
    void letsATokenInThatWasIssuedLater() {
        revoke("/users/forgiven/sessions");
        var later = TestTokens.sign(TestTokens.claims("forgiven", Map.of())
                .issueTime(Date.from(Instant.now().plusSeconds(2)))
                .build());

        assertThat(new Api(carillon, later).send("GET", "/me/notifications").statusCode()).isEqualTo(200);
    }

    /** Whether one that does not say when it was issued is older or not nobody knows. */
    @Test
    void refusesATokenThatDoesNotSayWhenItWasIssued() {
        var token = TestTokens.of("undated", List.of("**"), List.of());
        assertThat(new Api(carillon, token).send("GET", "/me/notifications").statusCode()).isEqualTo(200);
        revoke("/users/undated/sessions");

        new Api(carillon, token).refuses("GET", "/me/notifications", 401, "session-revoked", null);
    }

    @Test
    void withdrawsOneToken() {
        var lost = TestTokens.of("owner", "lost", 600, "**");
        var kept = TestTokens.of("owner", "kept", 600, "**");
        try (var thief = StompSocket.connect(carillon, lost); var owner = StompSocket.connect(carillon, kept)) {
            revoke("/users/owner/sessions?token=lost");

            assertThat(thief.closeCode()).isEqualTo(4410);
            owner.subscribe("s", "/topic/still.here");
            new Api(carillon, lost).refuses("GET", "/me/notifications", 401, "session-revoked", null);
            assertThat(new Api(carillon, kept).send("GET", "/me/notifications").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void holdsForASessionThatWasRenewed() {
        try (var socket = StompSocket.connect(carillon, TestTokens.of("renewed", "a", 600, "**"))) {
            socket.send("SEND\ndestination:/app/token\nreceipt:r\n\n" + TestTokens.of("renewed", "b", 600, "**"));
            socket.expect("RECEIPT");
            revoke("/users/renewed/sessions?token=a");
            socket.subscribe("s", "/topic/still.here");
            revoke("/users/renewed/sessions?token=b");

            assertThat(socket.closeCode()).isEqualTo(4410);
        }
    }

    @Test
    void holdsAfterARestart() {
        var file = RunningCarillon.newLog();
        var token = TestTokens.of("alice", "a", 600, "**");
        var another = TestTokens.of("alice", "b", 600, "**");
        try (var before = RunningCarillon.start("carillon.log.file=" + file)) {
            new Api(before, TestTokens.manager()).send("DELETE", "/users/alice/sessions?token=a");
        }
        try (var after = RunningCarillon.start("carillon.log.file=" + file)) {
            new Api(after, token).refuses("GET", "/me/notifications", 401, "session-revoked", null);
            assertThat(new Api(after, another).send("GET", "/me/notifications").statusCode()).isEqualTo(200);
            new Api(after, TestTokens.manager()).send("DELETE", "/users/alice/sessions");
        }
        try (var afterwards = RunningCarillon.start("carillon.log.file=" + file)) {
            new Api(afterwards, another).refuses("GET", "/me/notifications", 401, "session-revoked", null);
        }
    }

    /** Nobody tells the other node: it looks. */
    @Test
    void holdsOnAnotherNode() throws Exception {
        try (var database = TestDatabase.postgresql("RevocationTests");
                var here = RunningCarillon.start(database.settings());
                var there = RunningCarillon.start(database.settings())) {
            var all = TestTokens.of("revoked", "a", 600, "**");
            var lost = TestTokens.of("owner", "lost", 600, "**");
            var kept = TestTokens.of("owner", "kept", 600, "**");
            try (var session = StompSocket.connect(there, all);
                    var thief = StompSocket.connect(there, lost);
                    var owner = StompSocket.connect(there, kept)) {
                withdraw(here, "/users/revoked/sessions");
                withdraw(here, "/users/owner/sessions?token=lost");

                assertThat(session.closeCode()).isEqualTo(4410);
                assertThat(thief.closeCode()).isEqualTo(4410);
                new Api(there, all).refuses("GET", "/me/notifications", 401, "session-revoked", null);
                new Api(there, lost).refuses("GET", "/me/notifications", 401, "session-revoked", null);
                owner.subscribe("s", "/topic/still.here");
            }
        }
    }

    /** What was taken over is not taken over again at the next look, which reads some of it once more. */
    @Test
    void leavesALaterSessionAloneOnAnotherNode() throws Exception {
        try (var database = TestDatabase.postgresql("RevocationTests");
                var here = RunningCarillon.start(database.settings());
                var there = RunningCarillon.start(database.settings())) {
            var before = TestTokens.of("forgiven", "a", 600, "**");
            withdraw(here, "/users/forgiven/sessions");
            awaitRefused(there, before);
            var later = TestTokens.sign(TestTokens.claims("forgiven", Map.of("subscribe", List.of("**")))
                    .issueTime(Date.from(Instant.now().plusSeconds(2)))
                    .build());
            try (var session = StompSocket.connect(there, later)) {
                for (var user : List.of("next", "last")) {
                    var token = TestTokens.of(user, "a", 600, "**");
                    withdraw(here, "/users/" + user + "/sessions");
                    awaitRefused(there, token);
                }
                session.subscribe("s", "/topic/still.here");
            }
        }
    }

    private static void withdraw(RunningCarillon node, String path) {
        assertThat(new Api(node, TestTokens.manager()).send("DELETE", path).statusCode()).isEqualTo(204);
    }

    private static void awaitRefused(RunningCarillon node, String token) {
        await().until(() -> new Api(node, token).send("GET", "/me/notifications").statusCode() == 401);
    }

    @Test
    void isForThoseWhoMayManage() {
        new Api(carillon, TestTokens.all("alice")).refuses("DELETE", "/users/alice/sessions", 403, "scope-missing",
                null);
        var stranger = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/users/alice/sessions")).DELETE());
        assertThat(stranger.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void refusesATokenIdThatIsNone(String id) {
        manager.refuses("DELETE", "/users/alice/sessions?token=" + id.repeat(256), 400, "request-invalid", "token");
    }

    private void revoke(String path) {
        assertThat(manager.send("DELETE", path).statusCode()).isEqualTo(204);
    }
}
