package dev.carillon.access;

import java.util.List;
import java.util.Objects;

import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.stereotype.Component;

/** Turns a JWT into a {@link Caller}, or says in our words why not. Thread-safe. */
@Component
public class Tokens {

    private static final String BEARER = "Bearer ";

    private final VerifiedTokens verified;

    Tokens(VerifiedTokens verified) {
        this.verified = verified;
    }

    /**
     * Verifies the token of a CONNECT frame.
     *
     * @param authorization {@code Bearer <jwt>}, as in RFC 6750 section 2.1
     * @param passcode the JWT alone, for clients that can set a login and passcode only
     */
    public Caller authenticate(@Nullable String authorization, @Nullable String passcode) {
        var token = authorization == null ? passcode : bearer(authorization);
        if (token == null || token.isEmpty()) {
            throw new Problem(ProblemCode.TOKEN_MISSING, "CONNECT needs the header Authorization: Bearer <jwt>.");
        }
        try {
            return verified.verify(token).caller();
        } catch (JwtException refusal) {
            throw problem(refusal);
        }
    }

    /** Who an accepted token speaks for. {@link TokenValidator} has seen it, so its claims have their form. */
    static Caller caller(Jwt token) {
        return new Caller(Objects.requireNonNull(token.getSubject()),
                Capabilities.of(token.getClaims().get(Capabilities.CLAIM)));
    }

    /** Our code for a refused token. A key set that cannot be reached is our fault, not the token's. */
    static Problem problem(@Nullable Throwable refusal) {
        return switch (refusal) {
            case JwtValidationException invalid when isExpired(invalid.getErrors()) -> new Problem(
                    ProblemCode.TOKEN_EXPIRED, "The token has expired.");
            case null -> new Problem(ProblemCode.TOKEN_INVALID, "The Authorization header holds no JWT.");
            case BadJwtException _ -> new Problem(ProblemCode.TOKEN_INVALID, "The token is not valid here.");
            default -> new Problem(ProblemCode.INTERNAL, "The token could not be checked on our side.");
        };
    }

    private static boolean isExpired(Iterable<OAuth2Error> errors) {
        for (var error : errors) {
            if (error.getErrorCode().equals(TokenValidator.EXPIRED)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Whether the claims of a token have the form that {@link #caller} relies on. */
    static boolean isWellFormed(Jwt token) {
        try {
            Capabilities.of(token.getClaims().get(Capabilities.CLAIM));
        } catch (IllegalArgumentException _) {
            return false; // The reason is for the issuer's developers: the protocol page has the grammar.
        }
        return token.getSubject() != null && UserQueue.isUser(token.getSubject()) && token.getExpiresAt() != null;
    }

    static List<String> scopes(Jwt token) {
        return token.getClaim("scope") instanceof String scope ? List.of(scope.split(" ")) : List.of();
    }
}
