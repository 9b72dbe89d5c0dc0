package dev.carillon.contract;

import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.carillon.Machine;
import dev.carillon.TestTokens;

/** Who has a token of an issuer that is not there. */
record Stranger(String issuer, String token) {

    static Stranger make() throws JOSEException {
        var issuer = "http://localhost:" + Machine.freePort();
        var key = new ECKeyGenerator(Curve.P_256).keyID("key").generate();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key").build(),
                TestTokens.claims("alice", Map.of()).issuer(issuer).audience("carillon").build());
        token.sign(new ECDSASigner(key));
        return new Stranger(issuer, token.serialize());
    }

    /** Of a service that takes the issuer's tokens. */
    String[] settings() {
        return new String[]{"carillon.tokens.issuers[0].issuer=" + issuer,
            "carillon.tokens.issuers[0].audience=carillon"};
    }
}
