package dev.carillon.access.keys;

import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import dev.carillon.access.TokenSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads from {@code carillon.tokens}, or from Spring's own settings in its place, whose tokens are taken. */
@Component
class Trust {

    private final TokenSettings settings;
    private final @Nullable SecretKey secret;
    private final SpringsKeys springs;
    private final KeySets keySets;

    Trust(TokenSettings settings, ObjectProvider<SecretKey> secret, SpringsKeys springs, KeySets keySets) {
        this.settings = settings;
        this.secret = secret.getIfAvailable();
        this.springs = springs;
        this.keySets = keySets;
    }

    Signers signers() {
        if (secret == null && settings.issuers().isEmpty()) {
            return springs.signers();
        }
        var issuers = settings.issuers()
                .stream()
                .collect(Collectors.toMap(TokenSettings.Issuer::issuer, this::signer));
        return new Signers(issuers, secret == null ? null : holderOf(secret));
    }

    private Signer signer(TokenSettings.Issuer issuer) {
        var keys = issuer.jwkSetUri() == null
                ? keySets.discovered(issuer.issuer(), issuer.algorithms())
                : keySets.at(issuer.jwkSetUri(), issuer.algorithms());
        return new Signer(keys, List.of(issuer.audience()));
    }

    /** HS256 only (RFC 8725 section 3.1): neither {@code none} nor a public key taken for a secret gets in. */
    private Signer holderOf(SecretKey key) {
        return new Signer(new SingleKeyJWSKeySelector<>(JWSAlgorithm.HS256, key),
                settings.audience() == null ? List.of() : List.of(settings.audience()));
    }
}
