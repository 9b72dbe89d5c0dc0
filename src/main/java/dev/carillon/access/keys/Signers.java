package dev.carillon.access.keys;

import java.security.Key;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A token of an issuer is verified with the keys of that issuer and no others, so that none can sign for another one (RFC 8725
 * section 3.8). Headers that bring or name a key ({@code jwk}, {@code jku}, {@code x5u}) are not read.
 *
 * @param issuers by their {@code iss}
 * @param nameless whose tokens name none of those
 */
record Signers(Map<String, Signer> issuers, @Nullable Signer nameless)
        implements
            JWTClaimsSetAwareJWSKeySelector<SecurityContext>,
            OAuth2TokenValidator<Jwt> {

    @Override
    public List<? extends Key> selectKeys(JWSHeader header, JWTClaimsSet claims, @Nullable SecurityContext context)
            throws KeySourceException {
        var signer = of(claims.getIssuer());
        return signer == null ? List.of() : signer.keys().selectJWSKeys(header, context);
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        var signer = of(token.getClaimAsString(JwtClaimNames.ISS));
        return signer != null && signer.signsForUs(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN));
    }

    private @Nullable Signer of(@Nullable String issuer) {
        return issuer == null ? nameless : issuers.getOrDefault(issuer, nameless);
    }
}
