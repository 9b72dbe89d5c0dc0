package dev.carillon.access.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

import dev.carillon.destination.Pattern;
import dev.carillon.destination.UserQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * A token that is made here, and taken wherever its key is.
 *
 * @param lifetime from now, 1 s to a hundred years
 * @param audience its {@code aud}, where there is one
 * @param manages whether it opens the calls that manage
 */
public record NewToken(String user, List<String> subscribe, List<String> publish, Duration lifetime,
        @Nullable String audience, boolean manages) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** @throws IllegalArgumentException if no service would take it */
    public NewToken {
        if (!UserQueue.isUser(user)) {
            throw new IllegalArgumentException("A user is 1 to 255 characters without control characters, and not *");
        }
        Stream.concat(subscribe.stream(), publish.stream()).forEach(NewToken::requirePattern);
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A token is good for 1 s to " + LONGEST.toDays() + " d, and not for "
                    + lifetime);
        }
    }

    private static void requirePattern(String text) {
        try {
            Pattern.parse(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "A pattern is like orders.eu, orders.*, orders.**, user:alice or user:*, and not '" + text + "'");
        }
    }

    /** The token as it is sent. */
    public String sign(SecretKey key) {
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .subject(user)
                .issuedAt(now)
                .expiresAt(now.plus(lifetime))
                .claim("carillon", Map.of("subscribe", subscribe, "publish", publish));
        if (audience != null) {
            claims.audience(List.of(audience));
        }
        if (manages) {
            claims.claim("scope", "carillon.manage");
        }
        var encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
        return encoder.encode(JwtEncoderParameters.from(claims.build())).getTokenValue();
    }
}
