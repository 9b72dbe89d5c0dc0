package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import dev.carillon.Api;
import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a running service writes down of those who come. */
class AuditTests {

    private static final RunningCarillon CARILLON = RunningCarillon.start("carillon.stream.heartbeat=1s");
    private static final String ADDRESS = " address=\"127.0.0.1\"";

    private final LoggedLines lines = new LoggedLines(Level.DEBUG);

    @AfterAll
    static void stop() {
        CARILLON.close();
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void tellsWhoComesAndGoes() {
        var token = TestTokens.of("comer", "jti-1", 600, "**");
        try (var socket = StompSocket.connect(CARILLON, token)) {
            lines.expect("event=connected user=\"comer\" session=\"\\w+\"" + ADDRESS + " token=\"jti-1\"");
            socket.send("SEND\ndestination:/app/token\nreceipt:r\n\n" + TestTokens.of("comer", "jti-2", 600, "**"));
            socket.expect("RECEIPT");
            lines.expect("event=renewed user=\"comer\" session=\"\\w+\"" + ADDRESS + " token=\"jti-2\"");
            socket.send("DISCONNECT\n\n");
            lines.expect("event=disconnected user=\"comer\" session=\"\\w+\"" + ADDRESS + " close=\"1000\"");
        }
    }

    @Test
    void tellsWhoOpensAStream() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(CARILLON.http("/api/v1/stream?topic=audit"))
                .header("Authorization", "Bearer " + TestTokens.of("reader", "jti-3", 600, "**"))
                .build();
        try (var client = HttpClient.newHttpClient();
                var _ = client.send(request, BodyHandlers.ofInputStream()).body()) {
            lines.expect("event=connected user=\"reader\" session=\"stream-\\w+\"" + ADDRESS + " token=\"jti-3\"");
        }
        lines.expect("event=disconnected user=\"reader\" session=\"stream-\\w+\"" + ADDRESS + " close=\"\\d+\"");
    }

    @Test
    void tellsWhatWasRefusedOfARequest() {
        var token = TestTokens.of("caller", List.of(), List.of());
        var api = new Api(CARILLON, token);
        api.refuses("POST", "/topics/secret/notifications", 403, "destination-forbidden", null);
        lines.expect("event=refused code=\"destination-forbidden\" user=\"caller\"" + ADDRESS
                + " call=\"POST /api/v1/topics/secret/notifications\"");
        api.refuses("DELETE", "/users/alice/sessions", 403, "scope-missing", null);
        lines.expect("event=refused code=\"scope-missing\" user=\"caller\"" + ADDRESS
                + " call=\"DELETE /api/v1/users/alice/sessions\"");
        new Api(CARILLON, token + "x").refuses("GET", "/me/notifications", 401, "token-invalid", null);
        lines.expect("event=refused code=\"token-invalid\"" + ADDRESS + " call=\"GET /api/v1/me/notifications\"");
        assertThat(CARILLON.get(CARILLON.management("/actuator/env"), "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(403);
        lines.expect("event=refused code=\"scope-missing\" user=\"caller\"" + ADDRESS + " call=\"GET /actuator/env\"");
    }

    @Test
    void tellsWhatWasRefusedOfASocket() {
        var nobody = TestTokens.of("nosy", List.of(), List.of());
        StompSocket.open(CARILLON).send("CONNECT\naccept-version:1.2\npasscode:" + nobody + "x\n\n").expect("ERROR");
        lines.expect("event=refused code=\"token-invalid\"" + ADDRESS + " frame=\"CONNECT\"");
        StompSocket.connect(CARILLON, nobody).send("SUBSCRIBE\nid:1\ndestination:/topic/secret\n\n").expect("ERROR");
        lines.expect("event=refused code=\"destination-forbidden\" user=\"nosy\" session=\"\\w+\"" + ADDRESS
                + " frame=\"SUBSCRIBE\" destination=\"/topic/secret\"");
    }

    /** A request for many is answered 200, whatever became of each. */
    @Test
    void tellsWhatWasRefusedOfMany() {
        var answer = CARILLON.publish(TestTokens.of("many", List.of(), List.of("mine")), "/notifications",
                "{\"destinations\":[\"topic:mine\",\"topic:secret\",\"user:bob\"],\"payload\":1}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        lines.expect(
                "event=refused code=\"destination-forbidden\" user=\"many\" destination=\"topic:secret\" items=\"2\"");
    }

    /** Who put it there may have meant the header; it is good for others until it expires (CWE-532). */
    @Test
    void keepsATokenInThePathOut() {
        var token = TestTokens.manager();
        new Api(CARILLON, "none").refuses("GET", "/notifications/" + token, 401, "token-invalid", null);
        lines.expect(
                "event=refused code=\"token-invalid\"" + ADDRESS + " call=\"GET /api/v1/notifications/\\[token]\"");
        new Api(CARILLON, token).send("DELETE", "/users/" + token + "/sessions?token=none");
        lines.expect("event=managed .* call=\"DELETE /api/v1/users/\\[token]/sessions\"");
    }

    /** A ticket may be in the query. */
    @Test
    void tellsWhatWasRefusedOfAHandshake() {
        assertThat(Handshake.answer(CARILLON.port(), "/ws?ticket=one-of-another", "Origin: https://evil.example"))
                .contains("origin-forbidden");
        lines.expect("event=refused code=\"origin-forbidden\"" + ADDRESS + " call=\"GET /ws\"");
        assertThat(Handshake.answer(CARILLON.port(), "/ws?ticket=guessed")).contains("token-invalid");
        lines.expect("event=refused code=\"token-invalid\"" + ADDRESS + " call=\"GET /ws\"");
        assertThat(lines.all()).noneMatch(line -> line.contains("guessed"));
    }

    @Test
    void tellsWhoManages() {
        var manager = TestTokens.manager();
        assertThat(new Api(CARILLON, manager).send("DELETE", "/users/gone/sessions?token=jti-4").statusCode())
                .isEqualTo(204);
        lines.expect("event=managed user=\"operator\"" + ADDRESS + " call=\"DELETE /api/v1/users/gone/sessions\"");
        lines.expect("event=revoked user=\"gone\" token=\"jti-4\"");
        CARILLON.get(CARILLON.management("/actuator/env"), "Authorization", "Bearer " + manager);
        assertThat(lines.audit()).noneMatch(line -> line.contains("event=managed") && line.contains("/prometheus"));
    }

    @Test
    void tellsWhoPublishesAndRecalls() {
        var token = TestTokens.all("publisher");
        var id = new Api(CARILLON, token).publish("/topics/audit/notifications", "{\"payload\":1}")
                .get("id")
                .asString();
        lines.expect("event=publish user=\"publisher\" destination=\"topic:audit\" notification=\"" + id + "\"");
        new Api(CARILLON, token).send("DELETE", "/notifications/" + id);
        lines.expect("event=recalled user=\"publisher\" notification=\"" + id + "\"");
    }

    /** Neither the audit log nor any other (CWE-532). */
    @Test
    void keepsTokensAndPayloadsOut() {
        var token = TestTokens.all("secretive");
        var payload = "the-payload-of-a-secret";
        try (var socket = StompSocket.connect(CARILLON, token).subscribe("1", "/topic/audit")) {
            CARILLON.publish(token, "/topics/audit/notifications", "{\"payload\":\"" + payload + "\"}");
            socket.expect("MESSAGE");
            socket.send("SEND\ndestination:/topic/other..\n\n" + payload).expect("ERROR");
        }
        StompSocket.open(CARILLON).send("CONNECT\naccept-version:1.2\npasscode:" + token + "x\n\n").expect("ERROR");
        CARILLON.publish(token + "x", "/topics/audit/notifications", payload);
        lines.expect("event=disconnected user=\"secretive\".*");
        assertThat(lines.all()).isNotEmpty()
                .noneMatch(line -> line.contains(payload) || line.contains(token.substring(token.length() - 20)));
    }

    @Test
    void cannotBeForgedByAName() {
        var name = "alice\" event=\"managed";
        try (var _ = StompSocket.connect(CARILLON, TestTokens.sign(TestTokens.claims(name, Map.of()).build()))) {
            lines.expect("event=connected user=\"alice\\\\\" event=\\\\\"managed\" session=\"\\w+\"" + ADDRESS);
        }
    }
}
