package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.0, as far as it differs from 1.1 and 1.2. */
class Stomp10Tests extends StompSpecification {

    @Override
    StompSocket connect() {
        return connect("");
    }

    private StompSocket connect(String headers) {
        var socket = StompSocket.openAs("v10.stomp", carillon);
        socket.send("CONNECT\nlogin:alice\npasscode:" + token + "\n" + headers + "\n");
        assertThat(socket.expect("CONNECTED").header("version")).isEqualTo("1.0");
        return socket;
    }

    @Test
    @DisplayName("a client of 1.0 knows no accept-version; one that says 1.0 is told 1.0")
    void connects() {
        try (var silent = connect(); var explicit = connect("accept-version:1.0\n")) {
            expectNothing(silent);
            expectNothing(explicit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\c", "\\n", "\\r", "\\t", "\\\\", "a\\", "a:b", "a\rb", " a "})
    @DisplayName("there are no escapes: a value is any character but a line feed, both ways")
    void leavesValuesAsTheyAre(String value) {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt:" + value + "\n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id:" + value)).isTrue();
        }
    }

    @Test
    @DisplayName("there are no escapes in MESSAGE either")
    void leavesMessagesAsTheyAre() {
        var topic = topic();
        try (var socket = connect(); var modern = StompSocket.connect(carillon, token)) {
            receipt(socket, "SUBSCRIBE\nid:a\\cb\ndestination:" + topic + "\n");
            modern.send("SEND\ndestination:" + topic + "\ntype:x\\cy\\\\n\n\n");
            var message = socket.expect("MESSAGE");
            assertThat(message.hasLine("subscription:a\\cb")).isTrue();
            assertThat(message.hasLine("type:x:y\\n")).isTrue();
        }
    }

    /** Spring writes ERROR, which knows no version. Only a receipt with a colon or a backslash shows it. */
    @Test
    @DisplayName("ERROR escapes all the same")
    void escapesInErrors() {
        try (var socket = connect()) {
            socket.send("SEND\nreceipt:a:b\n\nx");
            assertThat(socket.expect("ERROR").hasLine("receipt-id:a\\cb")).isTrue();
        }
    }

    @Test
    @DisplayName("SUBSCRIBE needs no id; MESSAGE has no subscription header then, and UNSUBSCRIBE names the destination")
    void subscribesByDestination() {
        var topic = topic();
        try (var socket = connect()) {
            receipt(socket, "SUBSCRIBE\ndestination:" + topic + "\n");
            publish(topic, "a");
            assertThat(expectText(socket, "a").headers()).containsOnlyKeys("message-id", "destination", "content-type",
                    "content-length", "timestamp", "epoch", "offset");
            receipt(socket, "UNSUBSCRIBE\ndestination:" + topic + "\n");
            publish(topic, "b");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("where SUBSCRIBE has an id, MESSAGE has it too, and UNSUBSCRIBE may name it")
    void subscribesById() {
        var topic = topic();
        try (var socket = connect()) {
            receipt(socket, "SUBSCRIBE\nid:0\ndestination:" + topic + "\n");
            receipt(socket, "SUBSCRIBE\ndestination:" + topic + "\n");
            receipt(socket, "UNSUBSCRIBE\nid:0\n");
            publish(topic, "a");
            assertThat(expectText(socket, "a").headers()).doesNotContainKey("subscription");
            receipt(socket, "SUBSCRIBE\nid:1\ndestination:" + topic + "\n");
            receipt(socket, "UNSUBSCRIBE\ndestination:" + topic + "\n");
            publish(topic, "b");
            assertThat(expectText(socket, "b").header("subscription")).isEqualTo("1");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("one destination has one subscription without an id")
    void refusesASecondSubscriptionOfADestination() {
        var topic = topic();
        try (var socket = connect()) {
            receipt(socket, "SUBSCRIBE\ndestination:" + topic + "\n");
            socket.send("SUBSCRIBE\ndestination:" + topic + "\n\n");
            expectEnd(socket, "subscription-duplicate", 4400);
        }
    }

    @Test
    @DisplayName("UNSUBSCRIBE requires a destination or an id")
    void needsSomethingToUnsubscribe() {
        try (var socket = connect()) {
            expectInvalid(socket.send("UNSUBSCRIBE\n\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id:7\n"})
    @DisplayName("ACK has one required header, message-id; what was not acknowledged was not consumed")
    void acknowledgesByMessageId(String id) {
        var topic = topic();
        try (var socket = connect()) {
            receipt(socket, "SUBSCRIBE\n" + id + "destination:" + topic + "\nack:client\n");
            publish(topic, "a", "b");
            var message = expectText(socket, "a").header("message-id");
            assertThat(expectText(socket, "b").headers()).doesNotContainKey("ack");
            socket.send("NACK\nmessage-id:" + message + "\n\n"); // Of 1.1, and taken here too.
            expectText(socket, "a");
            receipt(socket, "ACK\nmessage-id:" + message + "\n");
            socket.send("NACK\nmessage-id:" + message + "\n\n");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("ACK without message-id is refused, though it has the id of 1.2")
    void needsAMessageId() {
        try (var socket = connect()) {
            expectInvalid(socket.send("ACK\nid:0\nsubscription:0\n\n"));
        }
    }

    @Test
    @DisplayName("ACK may be part of a transaction")
    void acknowledgesAtCommit() {
        var topic = topic();
        try (var socket = connect()) {
            receipt(socket, "SUBSCRIBE\ndestination:" + topic + "\nack:client\n");
            publish(topic, "a");
            var id = "message-id:" + expectText(socket, "a").header("message-id") + "\n";
            socket.send("BEGIN\ntransaction:t\n\n").send("ACK\ntransaction:t\n" + id + "\n");
            receipt(socket, "ABORT\ntransaction:t\n");
            socket.send("NACK\n" + id + "\n");
            expectText(socket, "a");
        }
    }

    @Test
    @DisplayName("DISCONNECT closes; a receipt is answered before")
    void disconnects() {
        try (var socket = connect()) {
            receipt(socket, "DISCONNECT\n");
            assertThat(socket.closeCode()).isEqualTo(1000);
        }
    }

    /** The text of 1.0 ignores it; it is refused here as in the later versions, which forbid it. */
    @Test
    @DisplayName("the body of SUBSCRIBE is refused")
    void refusesTheBodyOfSubscribe() {
        try (var socket = connect()) {
            expectInvalid(socket.send("SUBSCRIBE\ndestination:" + topic() + "\n\nbody"));
        }
    }

    /** The examples of 1.0 have it; later versions say that it must not be trimmed, and one rule serves all. */
    @Test
    @DisplayName("a space behind the colon is part of the value")
    void doesNotTrim() {
        try (var socket = connect()) {
            socket.send("SUBSCRIBE\ndestination: " + topic() + "\n\n");
            expectEnd(socket, "destination-invalid", 4400);
        }
    }
}
