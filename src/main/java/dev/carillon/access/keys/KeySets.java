package dev.carillon.access.keys;

import java.net.URI;
import java.util.Collection;

import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import dev.carillon.access.KeyAlgorithm;
import dev.carillon.access.TokenSettings;
import org.springframework.stereotype.Component;

/** Makes the key sets of issuers; nothing is fetched before a token wants it. */
@Component
class KeySets {

    private final TokenSettings.KeySets settings;
    private final KeySetMeter meter;
    private final Pages pages;

    KeySets(TokenSettings settings, KeySetMeter meter) {
        this.settings = settings.keySets();
        this.meter = meter;
        this.pages = new Pages(this.settings.timeout(), this.settings.maxSize());
    }

    JWSKeySelector<SecurityContext> at(URI address, Collection<KeyAlgorithm> algorithms) {
        return of(new KeySetAddress.Configured(address), algorithms);
    }

    JWSKeySelector<SecurityContext> discovered(String issuer, Collection<KeyAlgorithm> algorithms) {
        return of(new KeySetAddress.Discovered(issuer), algorithms);
    }

    private KeySet of(KeySetAddress address, Collection<KeyAlgorithm> algorithms) {
        return new KeySet(new PublishedKeys(address, pages, meter), algorithms, settings);
    }
}
