package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.util.List;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which HTTP paths are open to whom. */
class DoorsTests {

    private final RunningCarillon carillon = RunningCarillon.shared();

    @Test
    void opensThePageUnderAStrictPolicy() {
        var page = carillon.get(carillon.http("/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/topics/demo/notifications", "/api/v2/topics", "/actuator", "/actuator/health",
        "/nothing",
        "/consoles"})
    void closesTheRest(String path) {
        var answer = carillon.get(carillon.http(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"token-missing\"");
    }

    /** The HTTP firewall answers before any controller, in the same form. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/topics/a%2Fb/notifications", "/api/v1/topics/a;x=1/notifications",
        "/api/v1//topics/a/notifications", "/api/v1/topics/%2e%2e/notifications"})
    void refusesAmbiguousPaths(String path) {
        var answer = carillon.publish(TestTokens.all("alice"), path.substring("/api/v1".length()), "{\"payload\":1}");

        assertThat(answer.statusCode()).isIn(400, 404, 405);
        assertThat(answer.body()).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "springframework");
    }

    @Test
    void saysWhatIsNotThere() {
        var missing = carillon.get(carillon.http("/api/v1/nothing"), "Authorization",
                "Bearer " + TestTokens.all("alice"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("\"code\":\"not-found\"");

        var wrongMethod = carillon.get(carillon.http("/api/v1/users/alice/notifications"), "Authorization",
                "Bearer " + TestTokens.all("alice"));
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.body()).contains("\"code\":\"method-not-allowed\"");
    }

    /** Cross-site WebSocket hijacking (CWE-1385): a browser always says where a page is from. */
    @Test
    void opensTheSocketToPagesOfItsOwnAndToThoseThatAreAllowed() {
        try (var strict = RunningCarillon.start("carillon.access.allowed-origins=https://app.example")) {
            StompSocket.open(strict, "Origin", "http://localhost:" + strict.port()).close();
            StompSocket.open(strict, "Origin", "https://app.example").close();
            for (var origin : List.of("https://evil.example", "https://app.example.evil.example", "http://app.example",
                    "null")) {
                assertThatThrownBy(() -> StompSocket.open(strict, "Origin", origin)).as(origin)
                        .hasCauseInstanceOf(WebSocketHandshakeException.class);
            }
        }
    }

    /** What a browser never sends: proxies and we might each believe another one, and what is no origin is nobody's page. */
    @Test
    void refusesOriginsThatAreNone() {
        var own = "Origin: http://localhost:" + carillon.port();
        assertThat(Handshake.answer(carillon.port(), "/ws", own)).startsWith("HTTP/1.1 101");
        assertThat(Handshake.answer(carillon.port(), "/ws", own, "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 403")
                .contains("\"origin-forbidden\"");
        for (var origin : List.of("http://[", "%", "http://localhost:port", "", "file:///")) {
            assertThat(Handshake.answer(carillon.port(), "/ws", "Origin: " + origin)).as(origin)
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void givesNoDevelopmentTokenOnceThereIsAKey() {
        assertThat(carillon.get(carillon.http("/development/token")).statusCode()).isEqualTo(404);
    }
}
