package dev.carillon.hardening;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Who reads and writes what. The tokens here may read and write every topic, so that only the grammar is in the way. */
class DestinationHardeningTests {

    private final RunningCarillon carillon = RunningCarillon.shared();

    /** CWE-639, CWE-22, CWE-176. */
    @ParameterizedTest
    @ValueSource(strings = {"/user/bob/queue/inbox", "/user/queue/../bob", "/user/queue/inbox/../../bob/queue/inbox",
        "/user/%62ob/queue/inbox", "/user/queue/%2e%2e/bob", "/user/queue/..;/bob", "/USER/queue/inbox",
        "/user/Queue/inbox", "/user//queue/inbox", "//user/queue/inbox", "/user/queue/inbox/", "/user/queue/",
        "/user/queue/ınbox", "/user/queue/inbox\u200b", "/user/queue/*", "/topic/user:bob", "/topic/user:bob/inbox",
        "/queue/inbox", "user:bob", "user:bob/inbox"})
    void stopsSubscriptionsToTheQueueOfAnother(String destination) {
        refusesSubscribe(destination, "destination-invalid", 4400);
    }

    /** What Spring's user destinations would resolve to: session ids are no secret (CWE-639). */
    @Test
    void stopsSubscriptionsToTheQueueOfASession() {
        try (var bob = StompSocket.open(carillon)) {
            bob.send("CONNECT\naccept-version:1.2\nhost:x\npasscode:" + TestTokens.all("bob") + "\n\n");
            var session = bob.expect("CONNECTED").header("session");
            refusesSubscribe("/queue/inbox-user" + session, "destination-invalid", 4400);
        }
    }

    /** CWE-155, CWE-177: before anyone's rights are looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"/topic/**", "/topic/*", "/topic/a.*", "/topic/%6frders", "/topic/orders;x=1",
        "/topic/a..b",
        "/topic/.a", "/topic/a.", "/topic/", "/topic/a/b", "/topic/a b", "/topic/{a}", "/topic/ordеrs", "/topic/a?b",
        "/TOPIC/a", "/app/token", "/exchange/a", "/amq/queue/a", "/temp-queue/a", ""})
    void stopsSubscriptionsOutsideTheGrammar(String destination) {
        refusesSubscribe(destination, "destination-invalid", 4400);
    }

    @Test
    void stopsNamesThatAreTooLong() {
        refusesSubscribe("/topic/" + "a.".repeat(100) + "a", "destination-invalid", 4400);
        refusesSubscribe("/topic/" + "a".repeat(65), "destination-invalid", 4400);
    }

    /** CWE-862. */
    @ParameterizedTest
    @ValueSource(strings = {"/user/bob/queue/inbox", "/queue/inbox", "/queue/inbox-user1",
        "/app/other", "/app/token/x", "/amq/queue/a", "/exchange/a/b", "/topic/**", "/topic/%61"})
    void stopsSendsToWhatIsNoTopic(String destination) {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:" + destination + "\n\n1"), "destination-invalid", 4400);
        }
    }

    @Test
    @DisplayName("CWE-862: what a token does not name it does not open, over any door")
    void stopsWhoHasNoRight() {
        var token = TestTokens.of("mallory", List.of("own"), List.of("own"));
        for (var frame : List.of("SUBSCRIBE\nid:0\ndestination:/topic/owned\n\n", "SEND\ndestination:/topic/owned\n\n1",
                "SUBSCRIBE\nid:0\ndestination:/topic/own.ed\n\n", "SEND\ndestination:/topic/OWN\n\n1",
                "SEND\ndestination:/user/queue/inbox\n\n1")) {
            try (var socket = StompSocket.connect(carillon, token)) {
                expectEnd(socket.send(frame), "destination-forbidden", 4403);
            }
        }
        var api = new Api(carillon, token);
        for (var path : List.of("/topics/owned/notifications", "/stream?topic=owned",
                "/stream?topic=own&topic=owned")) {
            api.refuses("GET", path, 403, "destination-forbidden", null);
        }
        assertThat(carillon.publish(token, "/users/bob/notifications", "{\"payload\":1}").body())
                .contains("\"code\":\"destination-forbidden\"");
    }

    /** CWE-639. */
    @ParameterizedTest
    @ValueSource(strings = {"/stream?queue=bob/inbox", "/stream?queue=user:bob/inbox", "/stream?queue=..%2fbob",
        "/stream?topic=user:bob", "/stream?topic=**", "/stream?topic=*", "/stream?topic=a%2e%2eb", "/stream?queue=*",
        "/stream?topic=%EF%BC%8A", "/me/notifications?queue=..%2fbob%2finbox", "/me/notifications?queue=bob/inbox",
        "/me/notifications?queue=*", "/topics/user:bob/notifications", "/topics/*/notifications"})
    void stopsTheQueueOfAnotherOverHttp(String path) {
        var field = path.contains("?") ? path.substring(path.indexOf('?') + 1, path.indexOf('=')) : "topic";
        new Api(carillon, TestTokens.all("alice")).refuses("GET", path, 400, "destination-invalid", field);
    }

    /** CWE-706: each is one user's name, to the last character. */
    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%2fb", "a;b", "..", "../b", "a/../b", "a b", "A", "\u00e4", "a\u0308", "a:b",
        "user:b",
        "b/inbox", "*b", "**", "a\\b", "'a", "a\"b", "<b>"})
    void stopsOneNameBeingTakenForAnother(String user) {
        try (var own = StompSocket.connect(carillon, TestTokens.all(user)).subscribe("0", "/user/queue/inbox");
                var others = StompSocket.connect(carillon, TestTokens.all("b")).subscribe("0", "/user/queue/inbox");
                var first = StompSocket.connect(carillon, TestTokens.all("a")).subscribe("0", "/user/queue/inbox")) {
            var quoted = JsonMapper.shared().writeValueAsString("user:" + user + "/inbox");
            var answer = carillon.publish(TestTokens.all("operator"), "/notifications",
                    "{\"destinations\":[" + quoted + "],\"payload\":\"for one\"}");
            assertThat(answer.body()).contains("\"status\":201");

            assertThat(own.expect("MESSAGE").body()).isEqualTo("\"for one\"");
            for (var other : List.of(first, others)) {
                other.send("UNSUBSCRIBE\nid:0\nreceipt:r\n\n").expect("RECEIPT"); // Behind anything that was sent.
            }
        }
    }

    @Test
    @DisplayName("CWE-639: the notification of another is not there to look at, to recall or to mark")
    void stopsWhoKnowsTheIdOfAnother() {
        var id = new Api(carillon, TestTokens.all("operator")).publish("/users/bob/notifications",
                "{\"payload\":\"secret\"}").get("id").asString();
        var mallory = new Api(carillon, TestTokens.of("mallory", List.of("**"), List.of("**")));

        mallory.refuses("GET", "/notifications/" + id, 404, "not-found", null);
        mallory.refuses("DELETE", "/notifications/" + id, 404, "not-found", null);
        mallory.refuses("POST", "/me/notifications/" + id + "/read", 404, "not-found", null);
        mallory.refuses("POST", "/me/notifications/" + id + "/unread", 404, "not-found", null);
        assertThat(new Api(carillon, TestTokens.all("bob")).get("/notifications/" + id).has("read")).isFalse();
    }

    @Test
    @DisplayName("CWE-639: the idempotency key of another is another key")
    void stopsReadingAnAnswerByTheKeyOfAnother() {
        var alices = keyed("alice");
        var bobs = keyed("bob");

        assertThat(alices.statusCode()).isEqualTo(201);
        assertThat(bobs.statusCode()).isEqualTo(201);
        assertThat(bobs.body()).isNotEqualTo(alices.body());
        assertThat(keyed("alice").body()).isEqualTo(alices.body());
    }

    private HttpResponse<String> keyed(String user) {
        return carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/topics/hardening.keyed/notifications"))
                .header("Authorization", "Bearer " + TestTokens.all(user))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "the-same")
                .POST(HttpRequest.BodyPublishers.ofString("{\"payload\":1}")));
    }

    private void refusesSubscribe(String destination, String code, int closeCode) {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SUBSCRIBE\nid:0\ndestination:" + destination.replace(":", "\\c") + "\n\n"), code,
                    closeCode);
        }
    }
}
