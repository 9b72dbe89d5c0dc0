package dev.carillon.access;

import java.time.Instant;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * What Carillon asks of a token beyond Spring's checks, for every kind of key: a user in {@code sub}, an {@code exp}
 * (RFC 8725 leaves it optional, a session without an end does not), an {@code iat} that is not to come, a claim that can be read,
 * and that nobody withdrew it.
 */
@Component
class TokenValidator implements OAuth2TokenValidator<Jwt> {

    /** Marks expiry among the errors, because Spring's own check says it in prose only. */
    static final String EXPIRED = "expired";

    /** Marks those that were withdrawn. */
    static final String REVOKED = "revoked";

    private final Callers callers;
    private final RevokedTokens revoked;

    TokenValidator(Callers callers, RevokedTokens revoked) {
        this.callers = callers;
        this.revoked = revoked;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!callers.isWellFormed(token) || isOfTheFuture(token)) {
            return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
        }
        var caller = callers.of(token);
        if (caller.expiry().plus(Caller.CLOCK_SKEW).isBefore(Instant.now())) {
            return OAuth2TokenValidatorResult.failure(new OAuth2Error(EXPIRED));
        }
        return revoked.isRevoked(caller)
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(REVOKED))
                : OAuth2TokenValidatorResult.success();
    }

    /** One that says so would outlive a revocation of all that were issued until then. */
    private static boolean isOfTheFuture(Jwt token) {
        return token.getIssuedAt() != null
                && token.getIssuedAt().minus(Caller.CLOCK_SKEW).isAfter(Instant.now());
    }
}
