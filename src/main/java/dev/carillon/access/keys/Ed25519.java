package dev.carillon.access.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.CriticalHeaderParamsDeferral;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;

/** Ed25519 (RFC 8037 section 3.1) by the JDK; Nimbus's own wants Tink, which is four megabytes for what the JDK has. */
final class Ed25519 extends EdDSAProvider implements JWSVerifier {

    private static final String NAME = "Ed25519";
    private static final int KEY_BYTES = 32;

    /** What precedes the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final String PREFIX = "302a300506032b6570032100";

    private final CriticalHeaderParamsDeferral critical = new CriticalHeaderParamsDeferral();
    private final PublicKey key;

    Ed25519(PublicKey key) {
        this.key = key;
    }

    /** The JDK's form of a published key. */
    static PublicKey key(OctetKeyPair pair) throws JOSEException {
        var bytes = pair.getDecodedX();
        if (bytes.length != KEY_BYTES) {
            throw new JOSEException("An Ed25519 key of " + bytes.length + " bytes");
        }
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePublic(new X509EncodedKeySpec(
                            HexFormat.of().parseHex(PREFIX + HexFormat.of().formatHex(bytes))));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("No Ed25519 key", e);
        }
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
        try {
            var verifier = Signature.getInstance(NAME);
            verifier.initVerify(key);
            verifier.update(signed);
            return critical.headerPasses(header) && isValid(verifier, signature.decode());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("Ed25519 does not work", e);
        }
    }

    /** The JDK says of some signatures that they are wrong, and of others that they are none. */
    private static boolean isValid(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (SignatureException _) {
            return false;
        }
    }
}
