package dev.carillon.access;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Spring's way of saying whose a bearer token is, on tokens that are not verified anew for each request. */
@Component
class BearerAuthentication implements AuthenticationManager {

    private final VerifiedTokens tokens;

    BearerAuthentication(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Authentication authenticate(Authentication bearer) {
        try {
            var token = tokens.verify(((BearerTokenAuthenticationToken) bearer).getToken());
            return UsernamePasswordAuthenticationToken.authenticated(token.caller(), null, token.scopes());
        } catch (JwtException refusal) {
            throw new InvalidBearerTokenException("refused", refusal);
        }
    }
}
