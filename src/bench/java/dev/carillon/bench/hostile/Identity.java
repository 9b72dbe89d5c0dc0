package dev.carillon.bench.hostile;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import dev.carillon.TestTokens;
import dev.carillon.load.Wire;

/**
 * Who a hostile client is: a user like any other, with an address of its own.
 *
 * @param port of the server
 * @param topic that everyone reads, and may
 * @param token that holds
 */
record Identity(int number, int port, String topic, String token) {

    private static final int LIFE = 7200;

    static Identity of(int number, int port, String topic) {
        return new Identity(number, port, topic, token(number, topic, LIFE, TestTokens.SECRET));
    }

    /** Linux answers to all of 127.0.0.0/8. */
    InetSocketAddress address() {
        return new InetSocketAddress("127.0.1." + (number + 1), 0);
    }

    InetSocketAddress server() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    String user() {
        return user(number);
    }

    String expired() {
        return token(number, topic, -LIFE, TestTokens.SECRET);
    }

    String forged() {
        return token(number, topic, LIFE, "another-secret-".repeat(4));
    }

    /** A topic that it may publish to, as nobody else. */
    String ownTopic() {
        return user() + ".own";
    }

    byte[] handshake(String path, String headers) {
        return Wire.handshake("127.0.0.1:" + port, path, "Sec-WebSocket-Protocol: v12.stomp\r\n" + headers).array();
    }

    byte[] connect(String withToken) {
        return Frames.text("CONNECT\naccept-version:1.2\nhost:/\nheart-beat:0,0\nAuthorization:Bearer " + withToken
                + "\n\n\0");
    }

    /** @param headers more of them, each with its line end */
    byte[] request(String line, String headers, String body) {
        return Wire.ascii(line + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    /** Its own token as a header. */
    String bearer() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static String user(int number) {
        return "mallory-" + number;
    }

    private static String token(int number, String topic, int seconds, String secret) {
        var own = user(number) + ".**";
        var claims = TestTokens
                .claims(user(number), Map.of("subscribe", List.of(topic, own), "publish", List.of(own)))
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build();
        return TestTokens.sign(claims, JWSAlgorithm.HS256, secret);
    }
}
