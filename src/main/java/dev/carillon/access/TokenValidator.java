package dev.carillon.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

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

    /** RFC 3339 has no later year. What is meant as milliseconds, where RFC 7519 section 2 has seconds, is far beyond. */
    private static final Instant LATEST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private final Callers callers;
    private final RevokedTokens revoked;

    TokenValidator(Callers callers, RevokedTokens revoked) {
        this.callers = callers;
        this.revoked = revoked;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        if (!callers.isWellFormed(token) || isOfTheFuture(token) || isEndless(token) || !isUtf8(token)) {
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

    private static boolean isEndless(Jwt token) {
        return token.getExpiresAt() != null && token.getExpiresAt().isAfter(LATEST_EXPIRY);
    }

    /** RFC 7519 section 7.2: Nimbus puts a replacement for what is none, so that two names could become one user's (CWE-176). */
    private static boolean isUtf8(Jwt token) {
        try {
            var claims = Base64.getUrlDecoder().decode(token.getTokenValue().split("\\.", 3)[1]);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(claims));
            return true;
        } catch (CharacterCodingException | IllegalArgumentException _) {
            return false;
        }
    }
}
