package dev.carillon;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs tokens with Nimbus itself, as an issuer that is not ours would. */
public final class TestTokens {

    public static final String SECRET = "0123456789abcdef0123456789abcdef-a-secret-for-tests-only-0123456789";

    private TestTokens() {}

    /** May subscribe to and publish to every topic, and publish to every user. */
    public static String all(String user) {
        return of(user, List.of("**"), List.of("**", "user:*"));
    }

    public static String of(String user, List<String> subscribe, List<String> publish) {
        return sign(claims(user, Map.of("subscribe", subscribe, "publish", publish)).build());
    }

    /** Valid claims to take something away from. */
    public static JWTClaimsSet.Builder claims(String user, Object carillon) {
        return new JWTClaimsSet.Builder().subject(user)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("carillon", carillon);
    }

    /** Of this user and with this id, good for so many seconds, for the topics of these patterns. */
    public static String of(String user, String id, long seconds, String... patterns) {
        var now = Instant.now();
        return sign(claims(user, Map.of("subscribe", List.of(patterns), "publish", List.of(patterns))).jwtID(id)
                .issueTime(Date.from(now.plusSeconds(Math.min(0, seconds - 60))))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .build());
    }

    /** May manage. */
    public static String manager() {
        return sign(claims("operator", Map.of()).claim("scope", "carillon.manage").build());
    }

    public static String sign(JWTClaimsSet claims) {
        return sign(claims, JWSAlgorithm.HS256, SECRET);
    }

    /** Signs whatever the claims are. */
    public static String sign(byte[] claims) {
        try {
            var token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, String secret) {
        try {
            var token = new SignedJWT(new JWSHeader(algorithm), claims);
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
