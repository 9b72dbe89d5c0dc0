package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every token goes through both doors, which must agree. */
class TokensTests {

    private static final Map<String, Object> ALL = Map.of("subscribe", List.of("**"), "publish", List.of("**"));

    static Stream<Arguments> refused() {
        var expired = Date.from(Instant.now().minusSeconds(120));
        return Stream.of(
                Arguments.of("not a token", "token-invalid", "x.y.z"),
                Arguments.of("another secret", "token-invalid", TestTokens.sign(TestTokens.claims("alice", ALL).build(),
                        JWSAlgorithm.HS256, "another-secret-another-secret-another-secret")),
                Arguments.of("another HMAC", "token-invalid", TestTokens.sign(TestTokens.claims("alice", ALL).build(),
                        JWSAlgorithm.HS512, TestTokens.SECRET)),
                Arguments.of("alg none", "token-invalid",
                        new PlainJWT(TestTokens.claims("alice", ALL).build()).serialize()),
                Arguments.of("expired", "token-expired",
                        TestTokens.sign(TestTokens.claims("alice", ALL).expirationTime(expired).build())),
                Arguments.of("no exp", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", ALL).expirationTime(null).build())),
                Arguments.of("not yet valid", "token-invalid", TestTokens.sign(TestTokens.claims("alice", ALL)
                        .notBeforeTime(Date.from(Instant.now().plusSeconds(300)))
                        .build())),
                Arguments.of("no sub", "token-invalid", TestTokens.sign(TestTokens.claims(null, ALL).build())),
                Arguments.of("sub with a line break", "token-invalid",
                        TestTokens.sign(TestTokens.claims("a\nb", ALL).build())),
                Arguments.of("sub of 256", "token-invalid",
                        TestTokens.sign(TestTokens.claims("u".repeat(256), ALL).build())),
                Arguments.of("sub that is not UTF-8", "token-invalid",
                        TestTokens.sign(("{\"sub\":\"al\u00ffce\",\"exp\":"
                                + Instant.now().plusSeconds(600).getEpochSecond()
                                + ",\"carillon\":{\"publish\":[\"**\"]}}")
                                .getBytes(StandardCharsets.ISO_8859_1))),
                Arguments.of("exp in milliseconds", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", ALL)
                                .expirationTime(Date.from(Instant.ofEpochSecond(System.currentTimeMillis() + 600_000)))
                                .build())),
                Arguments.of("claim is a text", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", "**").build())),
                Arguments.of("claim is no list", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", Map.of("subscribe", "**")).build())),
                Arguments.of("claim with a number", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", Map.of("publish", List.of(1))).build())),
                Arguments.of("claim outside the grammar", "token-invalid",
                        TestTokens.sign(TestTokens.claims("alice", Map.of("publish", List.of("a.**.b"))).build())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void refuses(String what, String code, String token) {
        var carillon = RunningCarillon.shared();

        var answer = carillon.publish(token, "/topics/demo/notifications", "{\"payload\":1}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");

        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n");
            assertThat(socket.expect("ERROR").header("code")).isEqualTo(code);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void takesATokenAsPasscode() {
        try (var socket = StompSocket.open(RunningCarillon.shared())) {
            socket.send(
                    "CONNECT\naccept-version:1.2\nhost:x\nlogin:alice\npasscode:" + TestTokens.all("alice") + "\n\n");
            assertThat(socket.expect("CONNECTED").header("user-name")).isEqualTo("alice");
        }
    }

    @Test
    void asksForATokenWhereThereIsNone() {
        try (var socket = StompSocket.open(RunningCarillon.shared())) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\n\n");
            assertThat(socket.expect("ERROR").header("code")).isEqualTo("token-missing");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void checksTheAudienceWhereOneIsConfigured() {
        try (var carillon = RunningCarillon.start("carillon.tokens.audience=carillon")) {
            assertThat(status(carillon, TestTokens.claims("alice", ALL))).isEqualTo(401);
            assertThat(status(carillon, TestTokens.claims("alice", ALL).audience("other"))).isEqualTo(401);
            assertThat(status(carillon, TestTokens.claims("alice", ALL).audience(List.of("x", "carillon"))))
                    .isEqualTo(201);
        }
    }

    private static int status(RunningCarillon carillon, JWTClaimsSet.Builder claims) {
        return carillon.publish(TestTokens.sign(claims.build()), "/topics/demo/notifications", "{\"payload\":1}")
                .statusCode();
    }
}
