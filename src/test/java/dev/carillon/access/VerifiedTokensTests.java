package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class VerifiedTokensTests {

    private static final Instant NOW = Instant.now();

    private final List<String> decoded = new ArrayList<>();
    private Jwt.Builder jwt = jwt();
    private boolean refuses;

    private final RevokedTokens revoked = new RevokedTokens();
    private final Callers callers = new Callers(
            new AccessSettings(List.of(), List.of(), List.of(), Duration.ofSeconds(30), 1, 1, Set.of()));

    private final VerifiedTokens tokens = new VerifiedTokens(token -> {
        decoded.add(token);
        if (refuses) {
            throw new BadJwtException("refused");
        }
        return jwt.build();
    }, callers, revoked);

    @Test
    void verifiesATokenOnce() {
        var first = tokens.verify("a.b.c");

        assertThat(tokens.verify("a.b.c")).isSameAs(first);
        assertThat(decoded).containsExactly("a.b.c");
    }

    @Test
    void verifiesEachToken() {
        tokens.verify("a.b.c");
        refuses = true;

        assertThatThrownBy(() -> tokens.verify("a.b.d")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void remembersNoRefusal() {
        refuses = true;
        assertThatThrownBy(() -> tokens.verify("a.b.c")).isInstanceOf(BadJwtException.class);
        refuses = false;

        assertThat(tokens.verify("a.b.c").caller().user()).isEqualTo("alice");
    }

    /** The decoder, which allows for some skew, is asked until it refuses. */
    @Test
    void asksAgainOnceATokenHasExpired() {
        jwt = jwt().expiresAt(NOW.minusSeconds(1));
        tokens.verify("a.b.c");
        refuses = true;

        assertThatThrownBy(() -> tokens.verify("a.b.c")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void asksAgainWhileATokenIsNotYetValid() {
        jwt = jwt().notBefore(NOW.plusSeconds(30));
        tokens.verify("a.b.c");
        refuses = true;

        assertThatThrownBy(() -> tokens.verify("a.b.c")).isInstanceOf(BadJwtException.class);
    }

    /** Which certificate came with it is another question each time (RFC 8705 section 3). */
    @Test
    void asksAgainWhereATokenIsBoundToItsSender() {
        jwt = jwt().claim("cnf", Map.of("x5t#S256", "digest"));
        tokens.verify("a.b.c");
        refuses = true;

        assertThatThrownBy(() -> tokens.verify("a.b.c")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void asksAgainOnceATokenIsRevoked() {
        tokens.verify("a.b.c");
        revoked.revoke("alice", null, NOW);
        refuses = true;

        assertThatThrownBy(() -> tokens.verify("a.b.c")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void isCurrentFromItsBeginningToBeforeItsEnd() {
        var current = jwt().notBefore(NOW).expiresAt(NOW.plusSeconds(10)).build();
        var token = VerifiedToken.of(current, callers.of(current));

        assertThat(token.isCurrent(NOW.minusNanos(1))).isFalse();
        assertThat(token.isCurrent(NOW)).isTrue();
        assertThat(token.isCurrent(NOW.plusSeconds(10).minusNanos(1))).isTrue();
        assertThat(token.isCurrent(NOW.plusSeconds(10))).isFalse();
    }

    private static Jwt.Builder jwt() {
        return Jwt.withTokenValue("a.b.c").header("alg", "HS256").subject("alice").expiresAt(NOW.plusSeconds(600));
    }
}
