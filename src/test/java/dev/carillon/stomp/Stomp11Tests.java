package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.1, as far as it differs from 1.2. */
class Stomp11Tests extends StompSpecification {

    @Override
    StompSocket connect() {
        return connect("CONNECT", "\n");
    }

    private StompSocket connect(String command, String eol) {
        var socket = StompSocket.openAs("v11.stomp", carillon);
        socket.sendRaw(String.join(eol, command, "accept-version:1.1", "host:x", "Authorization:Bearer " + token, "",
                "\0"));
        assertThat(socket.expect("CONNECTED").header("version")).isEqualTo("1.1");
        return socket;
    }

    @Test
    @DisplayName("CONNECT or STOMP Frame: servers SHOULD handle STOMP as CONNECT")
    void takesStomp() {
        try (var socket = connect("STOMP", "\n")) {
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("Value Encoding: \\n, \\c and \\\\ MUST be decoded")
    void decodes() {
        try (var socket = connect()) {
            subscribe(socket, "a\\cb", topic(), "auto");
            subscribe(socket, "a\\\\cb", topic(), "auto");
            socket.send("SUBSCRIBE\nid:a:b\ndestination:" + topic() + "\n\n");
            expectEnd(socket, "subscription-duplicate", 4400);
        }
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\ntype:a\\nb\n\n");
            expectEnd(socket, "request-invalid", 4400);
        }
    }

    @Test
    @DisplayName("Value Encoding: the reverse transformation MUST be applied")
    void encodes() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt:\\n \\c \\\\ \\\\r\n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id:\\n \\c \\\\ \\\\r")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\r", "\\t", "a\\"})
    @DisplayName("Value Encoding: undefined escape sequences such as \\r MUST be treated as a fatal protocol error")
    void refusesUndefinedEscapes(String value) {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\nreceipt:" + value + "\n\n"));
        }
    }

    @Test
    @DisplayName("Augmented BNF: a carriage return is any octet, and goes back as it came")
    void takesACarriageReturnForAnOctet() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt:a\rb\n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id:a\rb")).isTrue();
        }
    }

    /** Lines of 1.1 end with LF alone, and a CR before it would be the value's own: here as in 1.2 it is part of the end. */
    @Test
    @DisplayName("Augmented BNF: lines may end as those of 1.2 do")
    void takesTheEndOfLineOf12() {
        try (var socket = connect("CONNECT", "\r\n")) {
            socket.sendRaw("SEND\r\ndestination:" + topic() + "\r\nreceipt:r\r\n\r\n\0");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id:r")).isTrue();
        }
    }

    @Test
    @DisplayName("MESSAGE: there is no ack header; message-id and subscription are what ACK names")
    void deliversWithoutAnAckHeader() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "a\\cb", topic, "client");
            publish(topic, "a");
            var message = expectText(socket, "a");
            assertThat(message.headers()).doesNotContainKey("ack");
            assertThat(message.hasLine("subscription:a\\cb")).isTrue();
            settle(socket, "NACK", "a\\cb", message);
            settle(socket, "ACK", "a\\cb", expectText(socket, "a"));
            settle(socket, "NACK", "a\\cb", message);
            expectNothing(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message-id:0\n", "subscription:0\n", "id:0\n", ""})
    @DisplayName("ACK and NACK: message-id and subscription are REQUIRED")
    void needsMessageIdAndSubscription(String headers) {
        for (var command : new String[]{"ACK", "NACK"}) {
            try (var socket = connect()) {
                expectInvalid(socket.send(command + "\n" + headers + "\n"));
            }
        }
    }

    @Test
    @DisplayName("SUBSCRIBE ack Header: client is cumulative")
    void acknowledgesUpToTheMessage() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "client");
            publish(topic, "a", "b", "c");
            var first = expectText(socket, "a");
            settle(socket, "ACK", "0", expectText(socket, "b"));
            var third = expectText(socket, "c");
            settle(socket, "NACK", "0", first);
            expectNothing(socket);
            settle(socket, "NACK", "0", third);
            expectText(socket, "c");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("SUBSCRIBE ack Header: client-individual MUST NOT acknowledge a previous message")
    void acknowledgesOneMessage() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "client-individual");
            subscribe(socket, "1", topic, "client-individual");
            publish(topic, "a");
            var one = expectText(socket, "a");
            var other = expectText(socket, "a");
            settle(socket, "ACK", one.header("subscription"), one);
            settle(socket, "NACK", one.header("subscription"), one);
            expectNothing(socket);
            settle(socket, "NACK", other.header("subscription"), other);
            assertThat(expectText(socket, "a").header("subscription")).isEqualTo(other.header("subscription"));
        }
    }

    @Test
    @DisplayName("ACK: SHOULD be part of the named transaction")
    void acknowledgesAtCommit() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "client");
            publish(topic, "a");
            var message = expectText(socket, "a");
            var ack = "ACK\ntransaction:t\nsubscription:0\nmessage-id:" + message.header("message-id") + "\n\n";
            receipt(socket.send("BEGIN\ntransaction:t\n\n").send(ack), "ABORT\ntransaction:t\n");
            settle(socket, "NACK", "0", message);
            expectText(socket, "a");
            receipt(socket.send("BEGIN\ntransaction:t\n\n").send(ack), "COMMIT\ntransaction:t\n");
            settle(socket, "NACK", "0", message);
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("SUBSCRIBE id Header: MUST be included, in UNSUBSCRIBE as well")
    void needsTheIdOfASubscription() {
        for (var command : new String[]{"SUBSCRIBE", "UNSUBSCRIBE"}) {
            try (var socket = connect()) {
                expectInvalid(socket.send(command + "\ndestination:" + topic() + "\n\n"));
            }
        }
    }

    @Test
    @DisplayName("Value Encoding: servers MUST never trim or pad headers with spaces")
    void keepsSpaces() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt: r \n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id: r ")).isTrue();
        }
    }

    private static void settle(StompSocket socket, String command, String subscription, StompSocket.Frame message) {
        socket.send(
                command + "\nsubscription:" + subscription + "\nmessage-id:" + message.header("message-id") + "\n\n");
    }
}
