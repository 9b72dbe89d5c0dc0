package dev.carillon.access.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DevelopmentModeTests {

    private static final String JWK_SET = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://localhost/jwks";

    private static final String ISSUER = "carillon.tokens.issuers[0].issuer=https://id.example";
    private static final String AUDIENCE = "carillon.tokens.issuers[0].audience=carillon";

    @Test
    void withoutAKeyListensOnLoopbackOnlyWhateverIsConfigured() throws IOException {
        try (var carillon = RunningCarillon.startWithout("server.address=0.0.0.0",
                "management.server.address=0.0.0.0")) {
            assertThat(carillon.get(carillon.http("/")).statusCode()).isEqualTo(200);
            var elsewhere = InetAddress.getByName("127.0.0.2");
            assertThatThrownBy(() -> new Socket(elsewhere, carillon.port()).close()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> new Socket(elsewhere, carillon.managementPort()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutAKeyPrintsTokensACurlLineAndThePage(CapturedOutput output) {
        try (var carillon = RunningCarillon.startWithout()) {
            assertThat(output.getOut()).contains("http://localhost:" + carillon.port() + "/",
                    "curl -H 'Authorization: Bearer ey", "Publisher token", "Subscriber token");
        }
    }

    @Test
    void givesThePageATokenUnderANameOfLoopbackOnly() throws IOException {
        try (var carillon = RunningCarillon.startWithout("server.forward-headers-strategy=framework")) {
            assertThat(carillon.get(carillon.http("/development/token")).body()).contains("\"token\":\"ey");
            assertThat(rawGet(carillon.port(), "/development/token", "rebound.example\r\nX-Forwarded-Host: localhost"))
                    .startsWith("HTTP/1.1 404")
                    .doesNotContain("\"token\"");
        }
    }

    @Test
    void inProductionDoesNotStartWithoutAKey(CapturedOutput output) {
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> RunningCarillon.startWithout("spring.profiles.active=production"));
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START",
                "No key to verify tokens with is configured.", "Set carillon.tokens.hmac-secret");
    }

    @Test
    void inProductionStartsWithAKey() {
        try (var carillon = RunningCarillon.start("spring.profiles.active=production")) {
            assertThat(carillon.get(carillon.http("/development/token")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesAShortSecret() {
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> RunningCarillon.startWithout("carillon.tokens.hmac-secret=" + "x".repeat(31)))
                .withMessageContaining("at least 32 bytes");
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> RunningCarillon.startWithout("carillon.tokens.hmac-secret="));
    }

    @Test
    void refusesTwoKindsOfKeys() {
        assertThatExceptionOfType(UnusableKeyException.class).isThrownBy(() -> RunningCarillon.start(JWK_SET));
        assertThatExceptionOfType(UnusableKeyException.class)
                .isThrownBy(() -> RunningCarillon.startWithout(JWK_SET, ISSUER, AUDIENCE));
    }

    @Test
    void inProductionStartsWithAnIssuer() {
        try (var carillon = RunningCarillon.startWithout("spring.profiles.active=production", ISSUER, AUDIENCE)) {
            assertThat(carillon.get(carillon.http("/development/token")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void isNotTurnedOnByHand() {
        try (var carillon = RunningCarillon.start("carillon.development=true")) {
            assertThat(carillon.get(carillon.http("/development/token")).statusCode()).isEqualTo(404);
        }
    }

    /** With a Host header of our choice, as a browser sends after a name was bound to another address. */
    private static String rawGet(int port, String path, String host) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
