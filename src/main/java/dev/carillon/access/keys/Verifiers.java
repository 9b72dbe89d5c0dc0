package dev.carillon.access.keys;

import java.security.Key;
import java.security.interfaces.EdECPublicKey;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;

/** Nimbus's own, and Ed25519. It goes by the kind of the key first: a header does not choose how a key is used. */
final class Verifiers extends DefaultJWSVerifierFactory {

    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
        return key instanceof EdECPublicKey edwards ? new Ed25519(edwards) : super.createJWSVerifier(header, key);
    }
}
