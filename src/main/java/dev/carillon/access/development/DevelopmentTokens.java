package dev.carillon.access.development;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/** Tokens under the random secret; they die with the process. */
@Component
@ConditionalOnBooleanProperty(DevelopmentMode.PROPERTY)
class DevelopmentTokens {

    static final String PAGE_USER = "developer";

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final List<String> EVERY_TOPIC = List.of("**");
    private static final List<String> EVERYWHERE = List.of("**", "user:*");

    private final JwtEncoder encoder;

    DevelopmentTokens(SecretKey tokenKey) {
        this.encoder = NimbusJwtEncoder.withSecretKey(tokenKey).algorithm(MacAlgorithm.HS256).build();
    }

    String publisher() {
        return token("publisher", List.of(), EVERYWHERE);
    }

    String subscriber() {
        return token("subscriber", EVERY_TOPIC, List.of());
    }

    /** For the live page, which does both, and the console, which manages. */
    String page() {
        return token(PAGE_USER, EVERY_TOPIC, EVERYWHERE, "carillon.manage");
    }

    private String token(String user, List<String> subscribe, List<String> publish, String... scopes) {
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .subject(user)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .claim("carillon", Map.of("subscribe", subscribe, "publish", publish))
                .claim("scope", String.join(" ", scopes))
                .build();
        return encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
    }
}
