package dev.carillon.access;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Verifies tokens, and remembers for a minute those it accepted: a back end sends the same one with each publish, and to
 * know it again takes 0.7 µs of CPU instead of 13.8.
 *
 * <p>Refusals are not remembered. What ends a token before its time is asked each time. Thread-safe.
 */
@Component
class VerifiedTokens {

    /** By how much longer than in its key set a withdrawn key is good. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** In characters of the tokens, as long claims are what takes memory (CWE-770). */
    private static final int MAX_WEIGHT = 4_000_000;

    /** Binds a token to what else came with the request (RFC 7800), so that it is to be looked at each time. */
    private static final String CONFIRMATION = "cnf";

    private final JwtDecoder decoder;
    private final Callers callers;
    private final RevokedTokens revoked;

    /** By digest: a heap dump holds no token that could be sent again (CWE-312). */
    private final Cache<ByteBuffer, VerifiedToken> accepted = Caffeine.newBuilder()
            .expireAfterWrite(MAX_AGE)
            .maximumWeight(MAX_WEIGHT)
            .<ByteBuffer, VerifiedToken>weigher((_, token) -> token.weight())
            .executor(Runnable::run)
            .build();

    VerifiedTokens(JwtDecoder decoder, Callers callers, RevokedTokens revoked) {
        this.decoder = decoder;
        this.callers = callers;
        this.revoked = revoked;
    }

    /**
     * Says what a token allows.
     *
     * @throws org.springframework.security.oauth2.jwt.JwtException if it is refused
     */
    VerifiedToken verify(String token) {
        var digest = ByteBuffer.wrap(Digest.of(token));
        var known = accepted.getIfPresent(digest);
        return known != null && known.isCurrent(Instant.now()) && !revoked.isRevoked(known.caller())
                ? known
                : decode(token, digest);
    }

    private VerifiedToken decode(String token, ByteBuffer digest) {
        var jwt = decoder.decode(token);
        var verified = VerifiedToken.of(jwt, callers.of(jwt));
        if (!jwt.hasClaim(CONFIRMATION)) {
            accepted.put(digest, verified);
        }
        return verified;
    }
}
