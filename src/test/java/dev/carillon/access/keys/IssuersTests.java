package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two issuers and the holders of a secret, none of whom can speak for another one (RFC 8725). */
class IssuersTests {

    private static final SigningKey RSA = SigningKey.rsa("rsa");
    private static final SigningKey EC = SigningKey.ec("ec");
    private static final SigningKey ED25519 = SigningKey.ed25519("ed25519");
    private static final SigningKey WEAK = SigningKey.rsa("weak", 1024);
    private static final SigningKey BS_EC = SigningKey.ec("bs-ec");
    private static final SigningKey BS_RSA = SigningKey.rsa("bs-rsa");

    private static final Issuer A = new Issuer(RSA, EC, ED25519, WEAK);
    private static final Issuer B = new Issuer(BS_EC, BS_RSA);
    private static final Issuer STRANGER = new Issuer();

    private static final Doors DOORS = new Doors(RunningCarillon.start("carillon.tokens.issuers[0].issuer=" + A.name(),
            "carillon.tokens.issuers[0].audience=carillon", "carillon.tokens.issuers[1].issuer=https://b.example",
            "carillon.tokens.issuers[1].jwk-set-uri=" + B.keysAt(),
            "carillon.tokens.issuers[1].audience=carillon", "carillon.tokens.issuers[1].algorithms=ES256,ES384"));

    @AfterAll
    static void close() {
        DOORS.carillon().close();
        A.close();
        B.close();
        STRANGER.close();
    }

    static Stream<Arguments> taken() {
        var a = A.claims().build();
        return Stream.of(Arguments.of("RS256", RSA.sign(a)), Arguments.of("ES256", EC.sign(a)),
                Arguments.of("EdDSA", ED25519.sign(a)),
                Arguments.of("Ed25519", ED25519.as(JWSAlgorithm.Ed25519).sign(a)),
                Arguments.of("no kid", EC.sign(new JWSHeader(JWSAlgorithm.ES256), a)),
                Arguments.of("RFC 9068", EC.sign(EC.header().type(new JOSEObjectType("at+jwt")).build(), a)),
                Arguments.of("several audiences", EC.sign(A.claims().audience(List.of("x", "carillon")).build())),
                Arguments.of("an issuer without a host", BS_EC.sign(ofB().build())),
                Arguments.of("the secret", TestTokens.all("alice")),
                Arguments.of("the secret, in a name of its own",
                        TestTokens.sign(A.claims().issuer("back-end").build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void takes(String what, String token) {
        DOORS.open(token);
    }

    static Stream<Arguments> refused() throws JOSEException {
        var a = A.claims().build();
        var der = RSA.rsa().toPublicKey().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        var altered = ED25519.sign(a);
        return Stream.of(
                Arguments.of("A in the name of B", EC.sign(ofB().build())),
                Arguments.of("B in the name of A", BS_EC.sign(a)),
                Arguments.of("A in a name of its own", EC.sign(A.claims().issuer("https://c.example").build())),
                Arguments.of("A in nobody's name", EC.sign(A.claims().issuer(null).build())),
                Arguments.of("A in its name with a slash", EC.sign(A.claims().issuer(A.name() + "/").build())),
                Arguments.of("the secret in the name of A", TestTokens.sign(a)),
                Arguments.of("no audience", EC.sign(A.claims().audience((String) null).build())),
                Arguments.of("another audience", EC.sign(A.claims().audience("other").build())),
                Arguments.of("an algorithm that is not B's", BS_RSA.sign(ofB().build())),
                Arguments.of("an algorithm that is not A's", RSA.as(JWSAlgorithm.RS512).sign(a)),
                Arguments.of("an algorithm that is not the key's",
                        garbage(BS_EC.as(JWSAlgorithm.ES384).header().build(), ofB().build())),
                Arguments.of("a key of 1024 bits", WEAK.sign(a)),
                Arguments.of("HS256 by the public key", hmac(der, a)),
                Arguments.of("HS256 by the public key's text", hmac(pem.getBytes(StandardCharsets.US_ASCII), a)),
                Arguments.of("HS256 by the public key, in nobody's name",
                        hmac(der, A.claims().issuer(null).build())),
                Arguments.of("alg none", new PlainJWT(a).serialize()),
                Arguments.of("alg none, in nobody's name",
                        new PlainJWT(A.claims().issuer(null).build()).serialize()),
                Arguments.of("an unknown kid", EC.sign(EC.header().keyID("unknown").build(), a)),
                Arguments.of("a key that it brings",
                        bringing(jwk -> new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").jwk(jwk).build())),
                Arguments.of("a key that it names", bringing(_ -> new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec")
                        .jwkURL(STRANGER.keysAt())
                        .x509CertURL(STRANGER.keysAt())
                        .build())),
                Arguments.of("crit", EC.sign(critical(EC), a)),
                Arguments.of("crit under EdDSA", ED25519.sign(critical(ED25519), a)),
                Arguments.of("another type", EC.sign(EC.header().type(new JOSEObjectType("logout+jwt")).build(), a)),
                Arguments.of("encrypted", encrypted(a)),
                Arguments.of("an altered signature", altered.substring(0, altered.length() - 8) + "AAAAAAAA"),
                Arguments.of("no signature", altered.substring(0, altered.lastIndexOf('.') + 1)),
                Arguments.of("no exp", EC.sign(A.claims().expirationTime(null).build())),
                Arguments.of("not yet valid", EC.sign(A.claims().notBeforeTime(in(300)).build())),
                Arguments.of("issued in the future", EC.sign(A.claims().issueTime(in(300)).build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, String token) {
        DOORS.refuse(token, 401, "token-invalid", 4401);
    }

    @Test
    void saysWhatHasExpired() {
        DOORS.refuse(EC.sign(A.claims().issueTime(in(-600)).expirationTime(in(-120)).build()), 401, "token-expired",
                4401);
    }

    @Test
    void fetchesNothingThatATokenNames() {
        DOORS.refuse(bringing(_ -> new JWSHeader.Builder(JWSAlgorithm.ES256).jwkURL(STRANGER.keysAt())
                .keyID("ec")
                .build()), 401, "token-invalid", 4401);
        DOORS.refuse(EC.sign(STRANGER.claims().build()), 401, "token-invalid", 4401);
        assertThat(STRANGER.fetches()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS1", ""})
    void doesNotStartWithAnAlgorithmThatIsNotForKeyPairs(String algorithm) {
        assertThatThrownBy(() -> RunningCarillon.startWithout("carillon.tokens.issuers[0].issuer=" + A.name(),
                "carillon.tokens.issuers[0].audience=carillon",
                "carillon.tokens.issuers[0].algorithms=" + algorithm)).hasStackTraceContaining("algorithms");
    }

    /** RFC 8725 section 3.9. */
    @Test
    void doesNotStartWithoutAnAudience() {
        assertThatThrownBy(() -> RunningCarillon.startWithout("carillon.tokens.issuers[0].issuer=" + A.name()))
                .hasStackTraceContaining("audience");
    }

    @Test
    void doesNotStartWithOneIssuerTwice() {
        assertThatThrownBy(() -> RunningCarillon.startWithout("carillon.tokens.issuers[0].issuer=" + A.name(),
                "carillon.tokens.issuers[0].audience=carillon", "carillon.tokens.issuers[1].issuer=" + A.name(),
                "carillon.tokens.issuers[1].audience=other")).hasStackTraceContaining(A.name());
    }

    private static JWTClaimsSet.Builder ofB() {
        return B.claims().issuer("https://b.example");
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String hmac(byte[] secret, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    /** Signed by a key that is nobody's. */
    private static String bringing(Function<JWK, JWSHeader> header) {
        var key = SigningKey.ec("ec");
        return key.sign(header.apply(key.published()), A.claims().build());
    }

    private static JWSHeader critical(SigningKey key) {
        return key.header().criticalParams(Set.of("new")).customParam("new", true).build();
    }

    private static String garbage(JWSHeader header, JWTClaimsSet claims) {
        return header.toBase64URL() + "." + claims.toPayload().toBase64URL() + "." + "A".repeat(128);
    }

    private static String encrypted(JWTClaimsSet claims) throws JOSEException {
        var token = new EncryptedJWT(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM).keyID("rsa").build(),
                claims);
        token.encrypt(new RSAEncrypter(RSA.rsa()));
        return token.serialize();
    }
}
