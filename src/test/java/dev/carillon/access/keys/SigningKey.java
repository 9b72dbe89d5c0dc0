package dev.carillon.access.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** A key pair of an issuer. */
record SigningKey(JWK published, JWSSigner signer, JWSAlgorithm algorithm) {

    static SigningKey rsa(String id) {
        return rsa(id, 2048);
    }

    static SigningKey rsa(String id, int bits) {
        try {
            var key = new RSAKeyGenerator(bits, true).keyID(id).generate();
            return new SigningKey(key.toPublicJWK(), new RSASSASigner(key.toPrivateKey(), true), JWSAlgorithm.RS256);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static SigningKey ec(String id) {
        try {
            var key = new ECKeyGenerator(Curve.P_256).keyID(id).generate();
            return new SigningKey(key.toPublicJWK(), new ECDSASigner(key), JWSAlgorithm.ES256);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the JDK, since Nimbus makes none without Tink. */
    static SigningKey ed25519(String id) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var encoded = pair.getPublic().getEncoded();
            var x = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            return new SigningKey(new OctetKeyPair.Builder(Curve.Ed25519, x).keyID(id).build(),
                    new Ed25519Signer(pair), JWSAlgorithm.EdDSA);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same key, as of another algorithm. */
    SigningKey as(JWSAlgorithm other) {
        return new SigningKey(published, signer, other);
    }

    String sign(JWTClaimsSet claims) {
        return sign(header().build(), claims);
    }

    JWSHeader.Builder header() {
        return new JWSHeader.Builder(algorithm).keyID(published.getKeyID());
    }

    String sign(JWSHeader header, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    RSAKey rsa() {
        return (RSAKey) published;
    }

    private static final class Ed25519Signer extends EdDSAProvider implements JWSSigner {

        private final KeyPair pair;

        Ed25519Signer(KeyPair pair) {
            this.pair = pair;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                var signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(input);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException(e);
            }
        }
    }
}
