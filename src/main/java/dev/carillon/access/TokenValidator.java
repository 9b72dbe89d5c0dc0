package dev.carillon.access;

import java.time.Duration;
import java.time.Instant;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * What Carillon asks of a token beyond Spring's checks, for every kind of key: a user in {@code sub}, an {@code exp}
 * (RFC 8725 leaves it optional, a session without an end does not) and a claim that can be read.
 */
@Component
class TokenValidator implements OAuth2TokenValidator<Jwt> {

    /** Marks expiry among the errors, because Spring's own check says it in prose only. */
    static final String EXPIRED = "expired";

    /** As in Spring's timestamp check. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!Tokens.isWellFormed(token)) {
            return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
        }
        var expiry = token.getExpiresAt();
        return expiry != null && expiry.plus(CLOCK_SKEW).isBefore(Instant.now())
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(EXPIRED))
                : OAuth2TokenValidatorResult.success();
    }
}
