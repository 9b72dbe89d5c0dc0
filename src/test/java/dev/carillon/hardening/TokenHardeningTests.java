package dev.carillon.hardening;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.Api;
import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Who gets in. What an issuer with a key set may sign, and what not, is in the tests of the keys. */
class TokenHardeningTests {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n";

    private final RunningCarillon carillon = RunningCarillon.shared();

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost.evil.example:PORT", "http://evil-localhost:PORT",
        "http://localhost:1", "http://localhost", "https://localhost:PORT", "null",
        "http://localhost:PORT@evil.example"})
    @DisplayName("CWE-1385: a page of another site opens no socket, whatever its visitor has")
    void stopsCrossSiteWebSocketHijack(String origin) {
        var header = "Origin: " + origin.replace("PORT", Integer.toString(carillon.port()));

        for (var answer : new String[]{handshake("/ws", header),
            handshake("/ws", header, "Authorization: Bearer " + TestTokens.all("alice")),
            handshake("/ws?ticket=" + ticket("hijacked"), header)}) {
            assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"origin-forbidden\"");
        }
    }

    @Test
    @DisplayName("CWE-444: of two origins none is believed")
    void stopsTheSecondOrigin() {
        var own = "Origin: http://localhost:" + carillon.port();

        assertThat(handshake("/ws", own, own)).startsWith("HTTP/1.1 403");
    }

    static Stream<Arguments> forged() {
        var good = TestTokens.claims("alice", Map.of());
        var signed = TestTokens.sign(good.build());
        return Stream.of(Arguments.of("alg none", new PlainJWT(good.build()).serialize()),
                Arguments.of("HS512", TestTokens.sign(good.build(), JWSAlgorithm.HS512, TestTokens.SECRET)),
                Arguments.of("a secret of another", TestTokens.sign(good.build(), JWSAlgorithm.HS256, "x".repeat(64))),
                Arguments.of("no signature", signed.substring(0, signed.lastIndexOf('.') + 1)),
                Arguments.of("exp as text", TestTokens.sign(TestTokens.claims("alice", Map.of())
                        .expirationTime(null)
                        .claim("exp", "4000000000")
                        .build())),
                Arguments.of("nbf to come", TestTokens.sign(TestTokens.claims("alice", Map.of())
                        .notBeforeTime(Date.from(Instant.now().plusSeconds(600)))
                        .build())),
                Arguments.of("encrypted", encrypted(good.build())), Arguments.of("nested", nested(signed)),
                Arguments.of("a key of its own (CVE-2018-0114)", withItsOwnKey(good.build())),
                Arguments.of("crit", critical(good.build())),
                Arguments.of("sub that is no UTF-8", rewritten(signed, "alice", "al\u00ffce")),
                Arguments.of("no exp",
                        TestTokens.sign(TestTokens.claims("alice", Map.of()).expirationTime(null).build())),
                Arguments.of("no sub", TestTokens.sign(TestTokens.claims(null, Map.of()).build())),
                Arguments.of("sub of everybody", TestTokens.sign(TestTokens.claims("*", Map.of()).build())),
                Arguments.of("dots", ".".repeat(1000)));
    }

    private static String encrypted(JWTClaimsSet claims) {
        var token = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims);
        return made(token, () -> token.encrypt(new DirectEncrypter(bytes(TestTokens.SECRET.substring(0, 32)))));
    }

    private static String nested(String signed) {
        var token = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).contentType("JWT").build(),
                new Payload(signed));
        return made(token, () -> token.sign(new MACSigner(bytes(TestTokens.SECRET))));
    }

    private static String withItsOwnKey(JWTClaimsSet claims) {
        try {
            var key = new RSAKeyGenerator(2048).generate();
            var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(key.toPublicJWK()).build(), claims);
            return made(token, () -> token.sign(new RSASSASigner(key)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String critical(JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).criticalParams(Set.of("exp")).customParam("exp", 1);
        var token = new SignedJWT(header.build(), claims);
        return made(token, () -> token.sign(new MACSigner(bytes(TestTokens.SECRET))));
    }

    /** Signed again after its claims were changed, octet by octet. */
    private static String rewritten(String token, String what, String by) {
        var claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.ISO_8859_1);
        var changed = new JWSObject(new JWSHeader(JWSAlgorithm.HS256),
                new Payload(claims.replace(what, by).getBytes(StandardCharsets.ISO_8859_1)));
        return made(changed, () -> changed.sign(new MACSigner(bytes(TestTokens.SECRET))));
    }

    private interface Making {

        void run() throws JOSEException;
    }

    private static String made(JOSEObject token, Making making) {
        try {
            making.run();
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 8725 section 3, CWE-347. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void stopsForgedTokensAtEveryDoor(String what, String token) {
        refusedEverywhere(token, "token-invalid", 4401);
    }

    @Test
    @DisplayName("CWE-770: a token of 100 KB is not read to its end")
    void stopsHugeTokens() {
        var huge = padded(100_000);
        for (var header : new String[]{"Authorization:Bearer ", "passcode:"}) {
            try (var socket = StompSocket.open(carillon)) {
                expectEnd(socket.send(CONNECT + header + huge + "\n\n"), "frame-too-large", 1009);
            }
        }
        // As much as the kernel takes from us before the service has said no and is gone.
        var large = padded(16_000);
        assertThat(handshake("/ws", "Authorization: Bearer " + large)).startsWith("HTTP/1.1 431");
        assertThat(handshake("/ws?ticket=" + large)).startsWith("HTTP/1.1 414");
        assertThat(handshake("/api/v1/me/notifications", "Authorization: Bearer " + large)).startsWith("HTTP/1.1 431");
    }

    private static String padded(int length) {
        return TestTokens.sign(TestTokens.claims("alice", Map.of()).claim("x", "y".repeat(length)).build());
    }

    @Test
    @DisplayName("CWE-287: a session does not become another's by that one's token")
    void stopsRenewalByAnothersToken() {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
            expectEnd(socket.send("SEND\ndestination:/app/token\n\n" + TestTokens.all("bob")), "token-invalid", 4401);
        }
    }

    @Test
    @DisplayName("CWE-613: the event stream of who is revoked ends as well")
    void stopsTheStreamOfTheRevoked() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(carillon.http("/api/v1/stream?queue=inbox"))
                .header("Authorization", "Bearer " + TestTokens.of("streamer", "s", 600))
                .build();
        try (var client = HttpClient.newHttpClient();
                var lines = client.send(request, BodyHandlers.ofLines()).body()) {
            new Api(carillon, TestTokens.manager()).send("DELETE", "/users/streamer/sessions");

            assertThat(lines.toList()).contains("event: carillon.closed", "data: {\"code\":4410}");
        }
    }

    @Test
    @DisplayName("CWE-613: a session ends with its token, though it says nothing")
    void stopsTheSilentWhoseTokenExpires() {
        try (var socket = StompSocket.connect(carillon, TestTokens.of("silent", "s", 1, "**"))) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    @DisplayName("CWE-613: who is revoked is out at once, and no door opens again")
    void stopsTheRevoked() {
        var token = TestTokens.of("outlaw", "o", 600, "**");
        var ticket = JsonMapper.shared()
                .readTree(new Api(carillon, token).send("POST", "/tickets").body())
                .get("ticket")
                .asString();
        try (var socket = StompSocket.connect(carillon, token)) {
            new Api(carillon, TestTokens.manager()).send("DELETE", "/users/outlaw/sessions");

            assertThat(socket.closeCode()).isEqualTo(4410);
        }
        refusedEverywhere(token, "session-revoked", 4410);
        assertThat(handshake("/ws?ticket=" + ticket)).startsWith("HTTP/1.1 401");
    }

    @Test
    @DisplayName("CWE-294, CWE-367: of many handshakes at once with one ticket one gets in")
    void stopsTicketReuse() {
        var ticket = ticket("raced");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> handshake("/ws?ticket=" + ticket), threads))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join).map(answer -> answer.substring(0, 12)))
                    .containsOnly("HTTP/1.1 101", "HTTP/1.1 401")
                    .containsOnlyOnce("HTTP/1.1 101");
        }
    }

    /** CWE-330. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "*", "' or 1=1 --"})
    void stopsGuessedTickets(String guess) {
        assertThat(handshake("/ws?ticket=" + guess.replace(" ", "%20"))).startsWith("HTTP/1.1 401")
                .contains("\"code\":\"token-invalid\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "jwt", "Authorization"})
    @DisplayName("CWE-598: a token in the address is not read")
    void stopsTokensInTheAddress(String name) {
        var query = "?" + name + "=" + TestTokens.all("alice");
        try (var socket = StompSocket.openAt(carillon, query)) {
            expectEnd(socket.send(CONNECT + "\n"), "token-missing", 4401);
        }
        assertThat(carillon.get(carillon.http("/api/v1/me/notifications" + query)).statusCode()).isEqualTo(401);
    }

    private void refusedEverywhere(String token, String code, int closeCode) {
        try (var socket = StompSocket.open(carillon)) {
            expectEnd(socket.send(CONNECT + "Authorization:Bearer " + token + "\n\n"), code, closeCode);
        }
        assertThat(handshake("/ws", "Authorization: Bearer " + token)).startsWith("HTTP/1.1 401").contains(code);
        for (var path : new String[]{"/me/notifications", "/stream?queue=inbox"}) {
            new Api(carillon, token).refuses("GET", path, 401, code, null);
        }
    }

    private String handshake(String path, String... headers) {
        return Handshake.answer(carillon.port(), path, headers);
    }

    /** Of a user of its own each time, since a user may have ten. */
    private String ticket(String user) {
        var api = new Api(carillon, TestTokens.all(user + System.nanoTime()));
        return JsonMapper.shared().readTree(api.send("POST", "/tickets").body()).get("ticket").asString();
    }
}
