package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** Spring's own settings name the keys: a real key set behind a real HTTP server. */
class ResourceServerTests {

    private static final Object ALL = Map.of("subscribe", List.of("**"), "publish", List.of("**"));

    @Test
    void takesTokensOfAKeySet() throws Exception {
        var key = new RSAKeyGenerator(2048).keyID("one").generate();
        var keySet = serve(new JWKSet(key.toPublicJWK()).toString());
        try (var carillon = RunningCarillon.startWithout("spring.security.oauth2.resourceserver.jwt.jwk-set-uri="
                + "http://localhost:" + keySet.getAddress().getPort() + "/jwks")) {
            var token = sign(key, TestTokens.claims("alice", ALL).build().toJSONObject());

            assertThat(carillon.publish(token, "/topics/demo/notifications", "{\"payload\":1}").statusCode())
                    .isEqualTo(201);
            StompSocket.connect(carillon, token).close();

            var hmac = carillon.publish(TestTokens.all("alice"), "/topics/demo/notifications", "{\"payload\":1}");
            assertThat(hmac.statusCode()).isEqualTo(401);
            var endless = TestTokens.claims("alice", ALL).expirationTime(null).build().toJSONObject();
            assertThat(carillon.publish(sign(key, endless), "/topics/demo/notifications", "{\"payload\":1}").body())
                    .contains("token-invalid");
        } finally {
            keySet.stop(0);
        }
    }

    private static String sign(RSAKey key, Map<String, Object> claims) throws JOSEException, ParseException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                JWTClaimsSet.parse(claims));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static HttpServer serve(String json) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            var body = json.getBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
