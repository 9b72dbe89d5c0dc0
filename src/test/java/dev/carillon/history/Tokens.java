package dev.carillon.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.carillon.TestTokens;

/** Tokens that outlive any run. */
final class Tokens {

    /** The user who may manage. */
    static final String MANAGER = "manager";

    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    private Tokens() {}

    /** May do whatever a publisher or subscriber may. */
    static String of(String user) {
        return SIGNED.computeIfAbsent(user, Tokens::sign);
    }

    private static String sign(String user) {
        var claims = TestTokens.claims(user, Map.of("subscribe", List.of("**"), "publish", List.of("**", "user:*")))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(2))));
        return TestTokens.sign((user.equals(MANAGER) ? claims.claim("scope", "carillon.manage") : claims).build());
    }
}
