package dev.carillon.access.development;

import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;

import dev.carillon.access.keys.NewToken;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Tokens under the random secret; they die with the process. */
@Component
@ConditionalOnBooleanProperty(DevelopmentMode.PROPERTY)
class DevelopmentTokens {

    static final String PAGE_USER = "developer";

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final List<String> EVERY_TOPIC = List.of("**");
    private static final List<String> EVERYWHERE = List.of("**", "user:*");

    private final SecretKey key;

    DevelopmentTokens(SecretKey tokenKey) {
        this.key = tokenKey;
    }

    String publisher() {
        return token("publisher", List.of(), EVERYWHERE, false);
    }

    String subscriber() {
        return token("subscriber", EVERY_TOPIC, List.of(), false);
    }

    /** For the live page, which does both, and the console, which manages. */
    String page() {
        return token(PAGE_USER, EVERY_TOPIC, EVERYWHERE, true);
    }

    private String token(String user, List<String> subscribe, List<String> publish, boolean manage) {
        return new NewToken(user, subscribe, publish, LIFETIME, null, manage).sign(key);
    }
}
