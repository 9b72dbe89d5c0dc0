package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;

/** What the tests of the three versions share: sessions, topics of their own, and proof that nothing more came. */
public abstract class StompSpecification {

    private static final AtomicInteger NAMES = new AtomicInteger();

    final RunningCarillon carillon = RunningCarillon.shared();
    final String token = TestTokens.all("alice");

    /** A session of STOMP 1.2. */
    StompSocket connect() {
        return StompSocket.connect(carillon, token);
    }

    /** A destination that no other test has. */
    static String topic() {
        return "/topic/spec." + NAMES.incrementAndGet();
    }

    /** Publishes the JSON text over REST, so that no RECEIPT stands among what a session gets. */
    void publish(String destination, String... texts) {
        for (var text : texts) {
            var path = destination.replace("/topic/", "/topics/") + "/notifications";
            assertThat(carillon.publish(token, path, "{\"payload\":\"" + text + "\"}").statusCode()).isEqualTo(201);
        }
    }

    static void subscribe(StompSocket socket, String id, String destination, String ack) {
        receipt(socket, "SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nack:" + ack + "\n");
    }

    /** Sends a frame, given without its last header and blank line, and waits for its RECEIPT, which must come next. */
    static StompSocket.Frame receipt(StompSocket socket, String frame) {
        var receipt = "r-" + NAMES.incrementAndGet();
        var answer = socket.send(frame + "receipt:" + receipt + "\n\n").expect("RECEIPT");
        assertThat(answer.header("receipt-id")).isEqualTo(receipt);
        return answer;
    }

    /** Frames of one session come in order: what was on its way would come before this RECEIPT. */
    static void expectNothing(StompSocket socket) {
        receipt(socket, "SEND\ndestination:/topic/spec.nobody\n");
    }

    /** The next MESSAGE is this JSON text. */
    static StompSocket.Frame expectText(StompSocket socket, String text) {
        var message = socket.expect("MESSAGE");
        assertThat(message.body()).isEqualTo("\"" + text + "\"");
        return message;
    }

    /** An ERROR comes next, and then the end ("ERROR": the server MUST close the connection just after it). */
    public static StompSocket.Frame expectEnd(StompSocket socket, String code, int closeCode) {
        var error = socket.expect("ERROR");
        assertThat(error.header("code")).isEqualTo(code);
        assertThat(error.header("message")).isNotBlank();
        assertThat(socket.closeCode()).isEqualTo(closeCode);
        assertThat(socket.pending()).isZero();
        return error;
    }

    static void expectInvalid(StompSocket socket) {
        expectEnd(socket, "frame-invalid", 1002);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
