package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "BEGIN", "COMMIT" and "ABORT". */
class Stomp12TransactionTests extends StompSpecification {

    @Test
    @DisplayName("what is sent in a transaction is processed at COMMIT, in order")
    void sendsAtCommit() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            begin(socket, "t");
            send(socket, topic, "t", "a");
            send(socket, topic, "t", "b");
            expectNothing(socket);
            socket.send("COMMIT\ntransaction:t\n\n");
            expectText(socket, "a");
            expectText(socket, "b");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("ABORT rolls back: nothing of it is processed")
    void forgetsAtAbort() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            begin(socket, "t");
            send(socket, topic, "t", "a");
            receipt(socket, "ABORT\ntransaction:t\n");
            expectNothing(socket);
            begin(socket, "t"); // The identifier is free again, and the transaction is another.
            send(socket, topic, "t", "b");
            socket.send("COMMIT\ntransaction:t\n\n");
            expectText(socket, "b");
            begin(socket, "t");
        }
    }

    @Test
    @DisplayName("transactions of one connection are told apart by their identifiers")
    void keepsTransactionsApart() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            begin(socket, "t\\c1");
            begin(socket, "t\\c2");
            send(socket, topic, "t\\c1", "a");
            send(socket, topic, "t\\c2", "b");
            socket.send("SEND\ndestination:" + topic + "\ncontent-type:application/json\n\n\"c\"");
            expectText(socket, "c");
            socket.send("COMMIT\ntransaction:t\\c2\n\n");
            expectText(socket, "b");
            receipt(socket, "ABORT\ntransaction:t\\c1\n");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("the identifier is unique within one connection only")
    void takesTheIdentifierOfAnotherConnection() {
        var topic = topic();
        try (var one = connect(); var other = connect()) {
            subscribe(one, "0", topic, "auto");
            begin(one, "t");
            begin(other, "t");
            send(one, topic, "t", "a");
            receipt(other, "COMMIT\ntransaction:t\n");
            expectNothing(one);
            one.send("COMMIT\ntransaction:t\n\n");
            expectText(one, "a");
        }
    }

    @Test
    @DisplayName("a RECEIPT says that the frame was processed: that of SEND in a transaction comes at COMMIT")
    void answersTheReceiptOfSendAtCommit() {
        var topic = topic();
        try (var socket = connect()) {
            begin(socket, "t");
            socket.send("SEND\ndestination:" + topic + "\ntransaction:t\nreceipt:send\n\nx");
            expectNothing(socket);
            socket.send("COMMIT\ntransaction:t\nreceipt:commit\n\n");
            var sent = socket.expect("RECEIPT");
            assertThat(sent.header("receipt-id")).isEqualTo("send");
            assertThat(sent.headers()).containsKey("notification-id");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("commit");
        }
    }

    @Test
    @DisplayName("an acknowledgment SHOULD be part of the named transaction: it holds at COMMIT")
    void acknowledgesAtCommit() {
        try (var socket = connect()) {
            var ack = receive(socket);
            begin(socket, "t");
            receipt(socket, "ACK\nid:" + ack + "\ntransaction:t\n");
            receipt(socket, "COMMIT\ntransaction:t\n");
            socket.send("NACK\nid:" + ack + "\n\n");
            expectNothing(socket);
        }
    }

    @Test
    @DisplayName("an acknowledgment in a transaction that is aborted does not hold")
    void doesNotAcknowledgeAtAbort() {
        try (var socket = connect()) {
            var ack = receive(socket);
            begin(socket, "t");
            receipt(socket, "ACK\nid:" + ack + "\ntransaction:t\n");
            receipt(socket, "ABORT\ntransaction:t\n");
            socket.send("NACK\nid:" + ack + "\n\n");
            expectText(socket, "a");
        }
    }

    @Test
    @DisplayName("NACK in a transaction brings back at COMMIT, and not at ABORT")
    void refusesAtCommit() {
        try (var socket = connect()) {
            var ack = receive(socket);
            begin(socket, "t");
            receipt(socket, "NACK\nid:" + ack + "\ntransaction:t\n");
            receipt(socket, "ABORT\ntransaction:t\n");
            expectNothing(socket);
            begin(socket, "t");
            receipt(socket, "NACK\nid:" + ack + "\ntransaction:t\n");
            expectNothing(socket);
            socket.send("COMMIT\ntransaction:t\n\n");
            expectText(socket, "a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT\ntransaction:t\n\n", "ABORT\ntransaction:t\n\n",
        "SEND\ndestination:/topic/spec.nobody\ntransaction:t\n\nx", "ACK\nid:0\ntransaction:t\n\n",
        "NACK\nid:0\ntransaction:t\n\n"})
    @DisplayName("the transaction header MUST name a transaction that has begun and not ended")
    void refusesAnUnknownTransaction(String frame) {
        try (var socket = connect()) {
            expectInvalid(socket.send(frame));
        }
        for (var end : new String[]{"COMMIT", "ABORT"}) {
            try (var socket = connect()) {
                begin(socket, "t");
                receipt(socket, end + "\ntransaction:t\n");
                expectInvalid(socket.send(frame));
            }
        }
    }

    @Test
    @DisplayName("different transactions MUST use different identifiers")
    void refusesATransactionThatHasBegun() {
        try (var socket = connect()) {
            begin(socket, "t");
            begin(socket, "u");
            expectInvalid(socket.send("BEGIN\ntransaction:t\n\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    @DisplayName("the transaction header is REQUIRED")
    void needsATransaction(String command) {
        try (var socket = connect()) {
            expectInvalid(socket.send(command + "\n\n"));
        }
    }

    @Test
    @DisplayName("what may not be sent is refused when it is sent, not at COMMIT")
    void refusesAtOnce() {
        try (var socket = connect()) {
            begin(socket, "t");
            socket.send("SEND\ndestination:/user/queue/inbox\ntransaction:t\n\nx");
            expectEnd(socket, "destination-forbidden", 4403);
        }
    }

    @Test
    @DisplayName("servers may limit what a client holds: transactions, and frames of one")
    void boundsWhatItHolds() {
        try (var small = RunningCarillon.start("carillon.stomp.max-transactions=2",
                "carillon.stomp.max-transaction-frames=3")) {
            try (var socket = StompSocket.connect(small, token)) {
                begin(socket, "1");
                begin(socket, "2");
                receipt(socket, "ABORT\ntransaction:1\n");
                begin(socket, "3");
                socket.send("BEGIN\ntransaction:4\nreceipt:r\n\n");
                assertThat(expectEnd(socket, "limit-exceeded", 4529).header("receipt-id")).isEqualTo("r");
            }
            try (var socket = StompSocket.connect(small, token)) {
                begin(socket, "1");
                send(socket, "/topic/a", "1", "a");
                socket.send("ACK\nid:0\ntransaction:1\n\n").send("NACK\nid:0\ntransaction:1\n\n");
                expectNothing(socket);
                send(socket, "/topic/a", "1", "b");
                expectEnd(socket, "limit-exceeded", 4529);
            }
        }
    }

    @Test
    @DisplayName("transactions that have not been committed are aborted if the client sends DISCONNECT")
    void abortsAtDisconnect() {
        var topic = topic();
        try (var reader = connect(); var socket = connect()) {
            subscribe(reader, "0", topic, "auto");
            begin(socket, "t");
            send(socket, topic, "t", "a");
            socket.sendRaw("DISCONNECT\nreceipt:d\n\n\0COMMIT\ntransaction:t\nreceipt:c\n\n\0");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("d");
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(socket.pending()).isZero();
            expectNothing(reader);
        }
    }

    @Test
    @DisplayName("transactions are aborted if the connection fails or ends with ERROR")
    void abortsWithTheConnection() {
        var topic = topic();
        try (var reader = connect(); var broken = connect(); var refused = connect()) {
            subscribe(reader, "0", topic, "auto");
            begin(broken, "t");
            send(broken, topic, "t", "a");
            expectNothing(broken);
            broken.close();
            begin(refused, "t");
            send(refused, topic, "t", "b");
            refused.sendRaw("SEND\n\n\0COMMIT\ntransaction:t\n\n\0");
            expectInvalid(refused);
            publish(topic, "c");
            expectText(reader, "c");
            expectNothing(reader);
        }
    }

    private static void begin(StompSocket socket, String transaction) {
        receipt(socket, "BEGIN\ntransaction:" + transaction + "\n");
    }

    private static void send(StompSocket socket, String topic, String transaction, String text) {
        socket.send("SEND\ndestination:" + topic + "\ntransaction:" + transaction
                + "\ncontent-type:application/json\n\n\"" + text + "\"");
    }

    /** Subscribes and answers the ack header of the one message that came. */
    private String receive(StompSocket socket) {
        var topic = topic();
        subscribe(socket, "0", topic, "client");
        publish(topic, "a");
        return expectText(socket, "a").header("ack");
    }
}
