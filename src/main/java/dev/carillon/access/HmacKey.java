package dev.carillon.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Verifies tokens with the shared secret; without one Spring Boot's own decoder takes its place. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("carillon.tokens.hmac-secret")
public class HmacKey {

    static final int MIN_BYTES = 32;

    @Bean
    SecretKey tokenKey(TokenSettings settings) {
        return of(Objects.requireNonNull(settings.hmacSecret()));
    }

    /** HS256 only (RFC 8725 section 3.1): neither {@code none} nor a public key taken for a secret gets in. */
    @Bean
    JwtDecoder jwtDecoder(SecretKey tokenKey, TokenSettings settings, TokenValidator validator) {
        var decoder = NimbusJwtDecoder.withSecretKey(tokenKey).macAlgorithm(MacAlgorithm.HS256).build();
        // Not setJwtValidator(validator) alone: that would drop Spring's checks of exp, nbf and typ.
        var validators = new ArrayList<OAuth2TokenValidator<Jwt>>();
        validators.add(validator);
        if (settings.audience() != null) {
            validators.add(new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
                    audience -> audience != null && audience.contains(settings.audience())));
        }
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(validators));
        return decoder;
    }

    /**
     * The key of a secret.
     *
     * @throws IllegalArgumentException if it is shorter than 32 bytes
     */
    public static SecretKey of(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("carillon.tokens.hmac-secret must be at least " + MIN_BYTES
                    + " bytes long, it has " + bytes.length);
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
