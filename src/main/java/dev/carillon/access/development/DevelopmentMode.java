package dev.carillon.access.development;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

import dev.carillon.access.keys.HmacKey;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Fails closed: without a key Carillon listens on loopback only, under a secret that nobody else knows, and in the
 * profile {@code production} it does not start.
 *
 * <p>Runs before any bean exists. What it sets goes ahead of every other source, so no configuration opens it up.
 */
class DevelopmentMode implements EnvironmentPostProcessor {

    static final String PROPERTY = "carillon.development";

    private static final String SECRET = "carillon.tokens.hmac-secret";
    private static final String ISSUERS = "carillon.tokens.issuers";
    private static final String RESOURCE_SERVER = "spring.security.oauth2.resourceserver.jwt.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean needed = isNeeded(environment);
        environment.getPropertySources()
                .addFirst(new MapPropertySource("carillonDevelopmentMode",
                        needed ? development() : Map.of(PROPERTY, "false")));
    }

    private static boolean isNeeded(ConfigurableEnvironment environment) {
        var secret = environment.getProperty(SECRET);
        boolean issuers = environment.containsProperty(ISSUERS + "[0].issuer");
        boolean springs = Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
                .anyMatch(name -> environment.containsProperty(RESOURCE_SERVER + name));
        if (springs && (secret != null || issuers)) {
            throw new UnusableKeyException("Both " + (issuers ? ISSUERS : SECRET) + " and " + RESOURCE_SERVER
                    + "* are set, so it is not clear whose tokens to accept.", "Remove one of them.");
        }
        if (secret != null) {
            requireLongEnough(secret);
        }
        boolean none = secret == null && !issuers && !springs;
        if (none && environment.acceptsProfiles(Profiles.of("production"))) {
            throw new UnusableKeyException("No key to verify tokens with is configured.", "Set " + SECRET
                    + " (32 bytes or more), " + ISSUERS + ", or " + RESOURCE_SERVER
                    + "issuer-uri, jwk-set-uri or public-key-location.");
        }
        return none;
    }

    private static void requireLongEnough(String secret) {
        try {
            HmacKey.of(secret);
        } catch (IllegalArgumentException refusal) {
            throw new UnusableKeyException(refusal.getMessage() + ".", "Make one with: openssl rand -hex 32");
        }
    }

    private static Map<String, Object> development() {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return Map.of(PROPERTY, "true", SECRET, HexFormat.of().formatHex(secret), "server.address", "127.0.0.1",
                "management.server.address", "127.0.0.1",
                // Or X-Forwarded-Host: localhost, which a page may set, would pass for the Host (CWE-350).
                "server.forward-headers-strategy", "none");
    }
}
