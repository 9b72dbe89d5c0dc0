package dev.carillon.access.keys;

import java.util.List;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Checks signature, issuer, audience, times and type of a token; encrypted ones, which nobody has a key for, are refused. */
@Configuration(proxyBeanMethods = false)
class TokenDecoder {

    @Bean
    JwtDecoder jwtDecoder(Trust trust, OAuth2TokenValidator<Jwt> claims) {
        var signers = trust.signers();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWTClaimsSetAwareJWSKeySelector(signers);
        processor.setJWSVerifierFactory(new Verifiers());
        // Spring checks both, below.
        processor.setJWSTypeVerifier((_, _) -> {});
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setClaimSetConverter(new ClaimsAsSaid());
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(type(), claims, signers)));
        return decoder;
    }

    /** RFC 9068 section 2.1 has a type for access tokens; many issuers say JWT, or nothing. */
    private static JwtTypeValidator type() {
        var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        return type;
    }
}
