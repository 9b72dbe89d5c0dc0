package dev.carillon.access.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import dev.carillon.access.KeyAlgorithm;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.core.io.Resource;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.stereotype.Component;

/** Takes {@code spring.security.oauth2.resourceserver.jwt.*} at its word, with our key sets in place of Spring's. */
@Component
class SpringsKeys {

    /** What Spring does not tell from a setting. */
    private static final List<String> UNSET = List.of("RS256");

    private final OAuth2ResourceServerProperties.Jwt settings;
    private final KeySets keySets;

    SpringsKeys(OAuth2ResourceServerProperties settings, KeySets keySets) {
        this.settings = settings.getJwt();
        this.keySets = keySets;
    }

    Signers signers() {
        var signer = new Signer(keys(), Objects.requireNonNullElse(settings.getAudiences(), List.of()));
        return settings.getIssuerUri() == null
                ? new Signers(Map.of(), signer)
                : new Signers(Map.of(settings.getIssuerUri(), signer), null);
    }

    private JWSKeySelector<SecurityContext> keys() {
        if (settings.getJwkSetUri() != null) {
            return keySets.at(URI.create(settings.getJwkSetUri()), algorithms());
        }
        if (settings.getPublicKeyLocation() != null) {
            return new SingleKeyJWSKeySelector<>(JWSAlgorithm.parse(settings.getJwsAlgorithms().getFirst()),
                    read(settings.getPublicKeyLocation()));
        }
        // Spring would take the algorithms from the keys.
        return keySets.discovered(Objects.requireNonNull(settings.getIssuerUri()),
                settings.getJwsAlgorithms().equals(UNSET)
                        ? EnumSet.of(KeyAlgorithm.RS256, KeyAlgorithm.ES256, KeyAlgorithm.EDDSA)
                        : algorithms());
    }

    private Set<KeyAlgorithm> algorithms() {
        return Set.copyOf(settings.getJwsAlgorithms()
                .stream()
                .map(name -> KeyAlgorithm.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList());
    }

    private static RSAPublicKey read(Resource pem) {
        try (var input = pem.getInputStream()) {
            return Objects.requireNonNull(RsaKeyConverters.x509().convert(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
