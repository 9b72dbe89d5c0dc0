package dev.carillon.access;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a verified token says: enough to answer for its caller, and not the token itself.
 *
 * @param weight the characters that the token had
 */
record VerifiedToken(Caller caller, List<? extends GrantedAuthority> scopes, @Nullable Instant notBefore,
        int weight) {

    static VerifiedToken of(Jwt token, Caller caller) {
        return new VerifiedToken(caller,
                Tokens.scopes(token).stream().map(SimpleGrantedAuthority::new).toList(), token.getNotBefore(),
                token.getTokenValue().length());
    }

    /** Whether it is within its times, without the skew that the decoder allows: at the edges let that one judge. */
    boolean isCurrent(Instant now) {
        return now.isBefore(caller.expiry()) && (notBefore == null || !now.isBefore(notBefore));
    }
}
