package dev.carillon.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the key and the signature of RFC 8037, appendix A. */
class Ed25519Tests {

    private static final String KEY = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    private static final String CONTENT = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.";
    private static final String SIGNATURE = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    @Test
    void takesTheSignatureOfTheStandard() throws ParseException, JOSEException {
        assertThat(verify(CONTENT + SIGNATURE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA", SIGNATURE + "AA",
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAQ",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void takesNoOther(String signature) throws ParseException, JOSEException {
        var header = JWSObject.parse(CONTENT + SIGNATURE);
        assertThat(new Ed25519(Ed25519.key(OctetKeyPair.parse(KEY))).verify(header.getHeader(),
                header.getSigningInput(), new Base64URL(signature))).isFalse();
    }

    @Test
    void takesNoOtherContent() throws ParseException, JOSEException {
        assertThat(verify("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZQ." + SIGNATURE)).isFalse();
    }

    @Test
    void takesNoKeyOfAnotherLength() {
        assertThatThrownBy(() -> Ed25519.key(new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL("AAAA")).build()))
                .isInstanceOf(JOSEException.class);
    }

    private static boolean verify(String token) throws ParseException, JOSEException {
        return JWSObject.parse(token).verify(new Ed25519(Ed25519.key(OctetKeyPair.parse(KEY))));
    }
}
