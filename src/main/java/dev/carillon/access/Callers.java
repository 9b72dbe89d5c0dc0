package dev.carillon.access;

import java.util.Objects;
import java.util.Optional;

import dev.carillon.destination.UserQueue;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Says who the holder of a token is, and who comes without one. Thread-safe. */
@Component
class Callers {

    private final Capabilities unclaimed;
    private final Optional<Caller> anonymous;

    Callers(AccessSettings settings) {
        this.unclaimed = settings.unclaimed();
        this.anonymous = settings.anonymousSubscribe().isEmpty()
                ? Optional.empty()
                : Optional.of(Caller.anonymous(settings.anonymous()));
    }

    /** Who an accepted token speaks for. {@link TokenValidator} has seen it, so its claims have their form. */
    Caller of(Jwt token) {
        return new Caller(Objects.requireNonNull(token.getSubject()), capabilities(token), token.getId(),
                token.getIssuedAt(), Objects.requireNonNull(token.getExpiresAt()));
    }

    /** Who comes without a token, where that is allowed. */
    Optional<Caller> anonymous() {
        return anonymous;
    }

    /** Whether the claims of a token have the form that {@link #of} relies on. */
    boolean isWellFormed(Jwt token) {
        try {
            capabilities(token);
        } catch (IllegalArgumentException _) {
            return false; // The reason is for the issuer's developers: the protocol page has the grammar.
        }
        return token.getSubject() != null && UserQueue.isUser(token.getSubject()) && token.getExpiresAt() != null;
    }

    private Capabilities capabilities(Jwt token) {
        var claim = token.getClaims().get(Capabilities.CLAIM);
        return claim == null ? unclaimed : Capabilities.of(claim);
    }
}
