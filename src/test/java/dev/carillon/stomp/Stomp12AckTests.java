package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * STOMP 1.2, "SUBSCRIBE ack Header", "ACK" and "NACK". What a NACK brings back is what had not been acknowledged: that
 * makes an ACK visible.
 */
class Stomp12AckTests extends StompSpecification {

    @ParameterizedTest
    @CsvSource({"auto, false", "client, true", "client-individual, true"})
    @DisplayName("MESSAGE MUST contain an ack header where the subscription requires acknowledgment")
    void asksForAnAckWhereItWasWanted(String mode, boolean asks) {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, mode);
            publish(topic, "a");
            assertThat(expectText(socket, "a").headers().containsKey("ack")).isEqualTo(asks);
        }
    }

    @Test
    @DisplayName("if the ack header is not set, it defaults to auto")
    void defaultsToAuto() {
        var topic = topic();
        try (var socket = connect().subscribe("0", topic)) {
            publish(topic, "a");
            assertThat(expectText(socket, "a").headers()).doesNotContainKey("ack");
        }
    }

    @Test
    @DisplayName("client: ACK operates on the message and all that were sent to the subscription before it")
    void acknowledgesUpToTheMessage() {
        var topic = topic();
        try (var socket = connect()) {
            var acks = receive(socket, topic, "client", "a", "b", "c");
            ack(socket, acks.get(1));
            nack(socket, acks.get(0));
            expectNothing(socket);
            nack(socket, acks.get(2));
            expectText(socket, "c");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("client: ACK does not operate on later messages, and not on other subscriptions")
    void acknowledgesNothingElse() {
        var topic = topic();
        try (var socket = connect()) {
            var others = receive(socket, topic(), "client", "x");
            var acks = receive(socket, topic, "client", "a", "b");
            ack(socket, acks.get(0));
            nack(socket, acks.get(1));
            expectText(socket, "b");
            nack(socket, others.get(0));
            expectText(socket, "x");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("client: NACK applies to all messages sent before and not yet ACKed or NACKed, which come again in order")
    void refusesUpToTheMessage() {
        var topic = topic();
        try (var socket = connect()) {
            var acks = receive(socket, topic, "client", "a", "b", "c", "d");
            ack(socket, acks.get(0));
            nack(socket, acks.get(2));
            expectText(socket, "b");
            expectText(socket, "c");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("client-individual: ACK for a subsequent message MUST NOT cause a previous message to get acknowledged")
    void acknowledgesOneMessage() {
        var topic = topic();
        try (var socket = connect()) {
            var acks = receive(socket, topic, "client-individual", "a", "b", "c");
            ack(socket, acks.get(1));
            nack(socket, acks.get(0));
            expectText(socket, "a");
            nack(socket, acks.get(1)); // Acknowledged already.
            expectNothing(socket);
            nack(socket, acks.get(2));
            expectText(socket, "c");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("a message of two subscriptions is acknowledged for each")
    void acknowledgesForOneSubscription() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "client-individual");
            subscribe(socket, "1", topic, "client-individual");
            publish(topic, "a");
            var one = socket.expect("MESSAGE");
            var other = socket.expect("MESSAGE");
            assertThat(one.header("ack")).isNotEqualTo(other.header("ack"));
            ack(socket, one.header("ack"));
            nack(socket, one.header("ack"));
            expectNothing(socket);
            nack(socket, other.header("ack"));
            assertThat(expectText(socket, "a").header("subscription")).isEqualTo(other.header("subscription"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\cb\\\\c", "\\r\\n", "with/slash and space", "\u00e4"})
    @DisplayName("the ack header comes back as it was sent, whatever the id of the subscription")
    void takesItsOwnAckHeaderBack(String id) {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, id, topic, "client");
            publish(topic, "a");
            var message = socket.expect("MESSAGE");
            assertThat(message.hasLine("subscription:" + id)).isTrue();
            var ack = message.wire().lines().filter(line -> line.startsWith("ack:")).findFirst().orElseThrow();
            socket.send("NACK\n" + ack.replace("ack:", "id:") + "\n\n");
            expectText(socket, "a");
            receipt(socket, "ACK\n" + ack.replace("ack:", "id:") + "\n");
            socket.send("NACK\n" + ack.replace("ack:", "id:") + "\n\n");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("what NACK brings back is the message as it was: same message-id, same ack")
    void bringsBackTheSameMessage() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "client");
            publish(topic, "a");
            var message = socket.expect("MESSAGE");
            socket.send("NACK\nid:" + message.header("ack") + "\n\n");
            assertThat(socket.expect("MESSAGE")).isEqualTo(message);
        }
    }

    @Test
    @DisplayName("NACK brings a message back a bounded number of times: it is sent carillon.outbox.delivery-attempts times")
    void givesUpAfterSomeAttempts() {
        var topic = topic();
        int attempts = 3; // The default.
        try (var socket = connect()) {
            var ack = receive(socket, topic, "client-individual", "a", "b").getFirst();
            for (int i = 1; i < attempts; i++) {
                nack(socket, ack);
                expectText(socket, "a");
            }
            nack(socket, ack);
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("with one attempt NACK discards")
    void discardsWithOneAttempt() {
        try (var once = RunningCarillon.start("carillon.outbox.delivery-attempts=1");
                var socket = StompSocket.connect(once, token)) {
            subscribe(socket, "0", "/topic/once", "client");
            once.publish(token, "/topics/once/notifications", "{\"payload\":\"a\"}");
            nack(socket, expectText(socket, "a").header("ack"));
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("a message that came again can be acknowledged")
    void acknowledgesWhatCameAgain() {
        try (var socket = connect()) {
            var ack = receive(socket, topic(), "client", "a").getFirst();
            nack(socket, ack);
            ack(socket, expectText(socket, "a").header("ack"));
            nack(socket, ack);
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("a message is redelivered inside its session only, and not once its subscription is gone")
    void forgetsWithTheSubscription() {
        var topic = topic();
        try (var socket = connect(); var other = connect()) {
            var ack = receive(socket, topic, "client", "a").getFirst();
            subscribe(other, "0", topic, "client");
            nack(other, ack);
            expectNothing(other);
            receipt(socket, "UNSUBSCRIBE\nid:" + topic + "\n");
            nack(socket, ack);
            expectNothing(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    @DisplayName("ACK and NACK MUST include an id header, which is not that of 1.1")
    void needsAnId(String command) {
        try (var socket = connect()) {
            expectInvalid(socket.send(command + "\nmessage-id:0\nsubscription:0\n\n"));
        }
    }

    /** It may have expired with its subscription while the frame was on its way: no fault of the client's. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "", "01234567-89ab-cdef-0123-456789abcdef", "01234567-89ab-cdef-0123-456789abcdef/0"})
    @DisplayName("an id that names nothing does nothing")
    void ignoresAnIdThatNamesNothing(String id) {
        var topic = topic();
        try (var socket = connect()) {
            receive(socket, topic, "client", "a");
            ack(socket, id);
            nack(socket, id);
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("auto: the client does not need to send ACK, and NACK brings nothing back")
    void ignoresAnAckThatWasNotAskedFor() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            publish(topic, "a");
            var id = expectText(socket, "a").header("message-id");
            nack(socket, id);
            nack(socket, id + "/0");
            expectNothing(socket);
        }
    }

    /** Subscribes under the destination's name, and answers the ack headers of what is published then. */
    private List<String> receive(StompSocket socket, String topic, String mode, String... texts) {
        subscribe(socket, topic, topic, mode);
        publish(topic, texts);
        var acks = new ArrayList<String>();
        for (var text : texts) {
            acks.add(expectText(socket, text).header("ack"));
        }
        return acks;
    }

    private static void ack(StompSocket socket, String id) {
        receipt(socket, "ACK\nid:" + id + "\n");
    }

    /** Without a receipt: what comes again comes next. */
    private static void nack(StompSocket socket, String id) {
        socket.send("NACK\nid:" + id + "\n\n");
    }
}
