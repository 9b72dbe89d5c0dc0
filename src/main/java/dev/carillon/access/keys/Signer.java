package dev.carillon.access.keys;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;

import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who signs tokens that are taken.
 *
 * @param audiences one of which a token must be for; any token is taken where there is none
 */
record Signer(JWSKeySelector<SecurityContext> keys, Collection<String> audiences) {

    boolean signsForUs(Jwt token) {
        return audiences.isEmpty() || !Collections.disjoint(audiences,
                Objects.requireNonNullElse(token.getAudience(), Collections.emptyList()));
    }
}
