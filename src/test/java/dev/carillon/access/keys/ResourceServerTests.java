package dev.carillon.access.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring's own settings name the keys. */
class ResourceServerTests {

    private static final String SPRINGS = "spring.security.oauth2.resourceserver.jwt.";

    private static final SigningKey RSA = SigningKey.rsa("rsa");
    private static final SigningKey EC = SigningKey.ec("ec");

    private final Issuer issuer = new Issuer(RSA, EC);

    @AfterEach
    void close() {
        issuer.close();
    }

    /** As Spring has it: whoever signs is believed to be who it says. */
    @Test
    void takesTokensOfAKeySet() {
        try (var carillon = RunningCarillon.startWithout(SPRINGS + "jwk-set-uri=" + issuer.keysAt())) {
            var doors = new Doors(carillon);
            doors.open(RSA.sign(issuer.claims().audience("anyone").build()));
            doors.open(RSA.sign(issuer.claims().issuer(null).build()));
            refuses(doors, EC.sign(issuer.claims().build()));
            refuses(doors, TestTokens.all("alice"));
            refuses(doors, RSA.sign(issuer.claims().expirationTime(null).build()));
        }
    }

    @Test
    void takesTheAlgorithmsAndAudiencesThatAreSet() {
        try (var carillon = RunningCarillon.startWithout(SPRINGS + "jwk-set-uri=" + issuer.keysAt(),
                SPRINGS + "issuer-uri=" + issuer.name(), SPRINGS + "jws-algorithms=ES256",
                SPRINGS + "audiences=carillon,bells")) {
            var doors = new Doors(carillon);
            doors.open(EC.sign(issuer.claims().build()));
            doors.open(EC.sign(issuer.claims().audience("bells").build()));
            refuses(doors, EC.sign(issuer.claims().audience("other").build()));
            refuses(doors, EC.sign(issuer.claims().audience((String) null).build()));
            refuses(doors, EC.sign(issuer.claims().issuer("https://other.example").build()));
            refuses(doors, EC.sign(issuer.claims().issuer(null).build()));
            refuses(doors, RSA.sign(issuer.claims().build()));
        }
    }

    @Test
    void findsTheKeysOfAnIssuer() {
        try (var carillon = RunningCarillon.startWithout(SPRINGS + "issuer-uri=" + issuer.name())) {
            var doors = new Doors(carillon);
            doors.open(RSA.sign(issuer.claims().build()));
            doors.open(EC.sign(issuer.claims().build()));
            refuses(doors, EC.sign(issuer.claims().issuer("https://other.example").build()));
            refuses(doors, RSA.as(JWSAlgorithm.PS256).sign(issuer.claims().build()));
        }
    }

    @Test
    void takesTokensOfOnePublicKey(@TempDir Path directory) throws IOException, JOSEException {
        var pem = Files.writeString(directory.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(RSA.rsa().toPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n");
        try (var carillon = RunningCarillon.startWithout(SPRINGS + "public-key-location=" + pem.toUri())) {
            var doors = new Doors(carillon);
            doors.open(RSA.sign(issuer.claims().build()));
            refuses(doors, SigningKey.rsa("rsa").sign(issuer.claims().build()));
            refuses(doors, RSA.as(JWSAlgorithm.RS512).sign(issuer.claims().build()));
        }
    }

    private static void refuses(Doors doors, String token) {
        doors.refuse(token, 401, "token-invalid", 4401);
    }
}
