package dev.carillon.access;

import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;

/**
 * How an issuer may sign (RFC 7518 section 3.1, RFC 8037). Neither {@code none} nor HMAC, which would take a published key for
 * a secret, can be named (RFC 8725 section 2.1).
 */
public enum KeyAlgorithm {

    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EDDSA;

    /** What the header {@code alg} of its tokens may be; RFC 9864 has another name for EdDSA on Ed25519. */
    public Set<JWSAlgorithm> names() {
        return this == EDDSA ? Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519) : Set.of(JWSAlgorithm.parse(name()));
    }
}
