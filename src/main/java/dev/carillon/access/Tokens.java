package dev.carillon.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;

/** Turns a JWT into a {@link Caller}, or says in our words why not. Thread-safe. */
@Component
public class Tokens {

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private static final String BEARER = "Bearer ";

    private final VerifiedTokens verified;
    private final RevokedTokens revoked;
    private final Callers callers;

    Tokens(VerifiedTokens verified, RevokedTokens revoked, Callers callers) {
        this.callers = callers;
        this.verified = verified;
        this.revoked = revoked;
    }

    /**
     * Verifies the token of a CONNECT frame.
     *
     * @param authorization {@code Bearer <jwt>}, as in RFC 6750 section 2.1
     * @param passcode the JWT alone, for clients that can set a login and passcode only
     */
    public Caller authenticate(@Nullable String authorization, @Nullable String passcode) {
        var token = authorization == null ? passcode : bearer(authorization);
        if (authorization == null && passcode == null) {
            return callers.anonymous().orElseThrow(Tokens::missing);
        }
        if (token == null || token.isEmpty()) {
            throw missing();
        }
        try {
            return verified.verify(token).caller();
        } catch (JwtException refusal) {
            throw problem(refusal);
        }
    }

    /** A session that is open now would not be missed by a revocation; one that was on its way has to ask. */
    public void requireUnrevoked(Caller caller) {
        if (revoked.isRevoked(caller)) {
            throw revoked();
        }
    }

    /** Our code for a refused token. Keys that cannot be had are not the token's fault: it may come back. */
    static Problem problem(@Nullable Throwable refusal) {
        return switch (refusal) {
            case JwtValidationException invalid when has(TokenValidator.EXPIRED, invalid.getErrors()) -> new Problem(
                    ProblemCode.TOKEN_EXPIRED, "The token has expired.");
            case JwtValidationException invalid when has(TokenValidator.REVOKED, invalid.getErrors()) -> revoked();
            case null -> new Problem(ProblemCode.TOKEN_INVALID, "The Authorization header holds no JWT.");
            case BadJwtException _ -> new Problem(ProblemCode.TOKEN_INVALID, "The token is not valid here.");
            case JwtException fault when fault.getCause() instanceof KeySourceException -> new Problem(
                    ProblemCode.KEYS_UNAVAILABLE, "The keys of the token's issuer cannot be had at the moment.");
            default -> unchecked(refusal);
        };
    }

    private static Problem unchecked(Throwable fault) {
        log.error("A token could not be checked", fault);
        return new Problem(ProblemCode.INTERNAL, "The token could not be checked on our side.");
    }

    private static Problem missing() {
        return new Problem(ProblemCode.TOKEN_MISSING, "CONNECT needs the header Authorization: Bearer <jwt>.");
    }

    private static Problem revoked() {
        return new Problem(ProblemCode.SESSION_REVOKED, "The token was revoked.");
    }

    private static boolean has(String code, Collection<OAuth2Error> errors) {
        return errors.stream().anyMatch(error -> error.getErrorCode().equals(code));
    }

    private static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** RFC 6749 section 3.3 joins them by one space; issuers also write none at all, or more spaces. */
    static List<String> scopes(Jwt token) {
        return token.getClaim("scope") instanceof String scopes
                ? Arrays.stream(scopes.split(" ")).filter(scope -> !scope.isBlank()).toList()
                : List.of();
    }
}
