package dev.carillon.access.keys;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;

import com.nimbusds.jose.util.JSONObjectUtils;

/** Where an issuer publishes its keys. */
sealed interface KeySetAddress {

    URI find(Pages pages) throws IOException, ParseException;

    /** It is known. */
    record Configured(URI address) implements KeySetAddress {

        @Override
        public URI find(Pages pages) {
            return address;
        }
    }

    /** The issuer's metadata says it, each time anew. */
    record Discovered(String issuer) implements KeySetAddress {

        @Override
        public URI find(Pages pages) throws IOException, ParseException {
            var metadata = JSONObjectUtils.parse(metadata(pages));
            // RFC 8414 section 3.3: or one issuer could pass its keys for another one's.
            if (!issuer.equals(JSONObjectUtils.getString(metadata, "issuer"))) {
                throw new IOException("The metadata of " + issuer + " is another issuer's");
            }
            var address = JSONObjectUtils.getURI(metadata, "jwks_uri");
            if (address == null || !isAsSafe(address)) {
                throw new IOException("The metadata of " + issuer + " names no usable jwks_uri");
            }
            return address;
        }

        /** At the place of OpenID Connect Discovery 1.0 section 4, or at that of RFC 8414 section 3. */
        private String metadata(Pages pages) throws IOException {
            var base = URI.create(issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer);
            try {
                return pages.get(URI.create(base + "/.well-known/openid-configuration"));
            } catch (FileNotFoundException _) {
                return pages.get(base.resolve("/.well-known/oauth-authorization-server" + base.getRawPath()));
            }
        }

        /** Nobody on the way may swap the keys where nobody could swap the metadata (CWE-319). */
        private boolean isAsSafe(URI address) {
            return "https".equals(address.getScheme())
                    || ("http".equals(address.getScheme()) && issuer.startsWith("http:"));
        }
    }
}
