package dev.carillon.access.keys;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import dev.carillon.access.TokenSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The shared secret, where there is one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("carillon.tokens.hmac-secret")
public class HmacKey {

    static final int MIN_BYTES = 32;

    @Bean
    SecretKey tokenKey(TokenSettings settings) {
        return of(Objects.requireNonNull(settings.hmacSecret()));
    }

    /**
     * The key of a secret, without white space around it: what writes a file ends it with a line feed, which a Secret of Kubernetes keeps.
     *
     * @throws IllegalArgumentException if it is shorter than 32 bytes
     */
    public static SecretKey of(String secret) {
        var bytes = secret.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("carillon.tokens.hmac-secret must be at least " + MIN_BYTES
                    + " bytes long, it has " + bytes.length);
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
