package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "Value Encoding", "Repeated Header Entries" and "Size Limits". */
class Stomp12ValuesTests extends StompSpecification {

    @Test
    @DisplayName("when decoding, \\c MUST become a colon and \\\\ a backslash")
    void decodesColonAndBackslash() {
        try (var socket = connect()) {
            subscribe(socket, "a\\cb", topic(), "auto");
            subscribe(socket, "a\\\\cb", topic(), "auto"); // The backslash and a c: another id.
            // A bare colon is outside the grammar and taken all the same; that it is the same id shows the decoding.
            socket.send("SUBSCRIBE\nid:a:b\ndestination:" + topic() + "\n\n");
            expectEnd(socket, "subscription-duplicate", 4400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\rb", "a\\r\\nb"})
    @DisplayName("when decoding, \\n MUST become a line feed and \\r a carriage return")
    void decodesLineFeedAndCarriageReturn(String type) {
        try (var socket = connect()) {
            // They are control characters then, which a type has none of.
            socket.send("SEND\ndestination:" + topic() + "\ntype:" + type + "\n\n");
            expectEnd(socket, "request-invalid", 4400);
        }
    }

    @Test
    @DisplayName("when encoding, the reverse transformation MUST be applied")
    void encodes() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt:\\r \\n \\c \\\\ \\\\n\n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id:\\r \\n \\c \\\\ \\\\n")).isTrue();
        }
    }

    @Test
    @DisplayName("what REST published reaches MESSAGE encoded")
    void encodesWhatNeverWasDecoded() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            carillon.publish(token, topic.replace("/topic/", "/topics/") + "/notifications",
                    "{\"type\":\"a:b\\\\n\",\"payload\":1}");
            assertThat(socket.expect("MESSAGE").hasLine("type:a\\cb\\\\n")).isTrue();
        }
    }

    @Test
    @DisplayName("ERROR encodes as well")
    void encodesError() {
        try (var socket = connect()) {
            socket.send("SUBSCRIBE\ndestination:" + topic() + "\nreceipt:a\\c\\r\n\n");
            assertThat(socket.expect("ERROR").hasLine("receipt-id:a\\c\\r")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"receipt:\\t", "receipt:\\C", "receipt:\\:", "receipt:a\\", "na\\tme:x", "x:1\nx:\\0"})
    @DisplayName("undefined escape sequences MUST be treated as a fatal protocol error")
    void refusesUndefinedEscapes(String header) {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\n" + header + "\n\n"));
        }
    }

    @Test
    @DisplayName("an undefined escape is answered with the receipt-id that can be read")
    void namesTheReceiptBesideAnUndefinedEscape() {
        try (var socket = connect()) {
            socket.send("SEND\nreceipt:a\\cb\ndestination:\\x\n\n");
            assertThat(socket.expect("ERROR").header("receipt-id")).isEqualTo("a:b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    @DisplayName("CONNECT does not escape: a backslash there is a backslash")
    void leavesConnectAsItIs(String command) {
        try (var socket = StompSocket.open(carillon)) {
            socket.send(command + "\naccept-version:1.2\nhost:a\\tb\nlogin:a:b\\\nAuthorization:Bearer " + token
                    + "\n\n").expect("CONNECTED");
        }
    }

    @Test
    @DisplayName("CONNECTED does not escape")
    void leavesConnectedAsItIs() {
        var user = "urn:users:a\\b";
        try (var socket = StompSocket.open(carillon)) {
            socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + TestTokens.all(user) + "\n\n");
            assertThat(socket.expect("CONNECTED").hasLine("user-name:" + user)).isTrue();
        }
    }

    @Test
    @DisplayName("servers MUST never trim or pad headers with spaces")
    void keepsSpaces() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt: r \n\n");
            assertThat(socket.expect("RECEIPT").hasLine("receipt-id: r ")).isTrue();
            socket.send("SUBSCRIBE\nid:0\ndestination: " + topic() + "\n\n");
            expectEnd(socket, "destination-invalid", 4400);
        }
    }

    @Test
    @DisplayName("headers are encoded in UTF-8")
    void speaksUtf8() {
        try (var socket = connect()) {
            socket.send("SEND\ndestination:" + topic() + "\nreceipt:a\u00e4\u20ac\ud83d\udd14\n\n");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("a\u00e4\u20ac\ud83d\udd14");
            expectInvalid(socket.sendBinary(new byte[]{'S', 'E', 'N', 'D', '\n', 'a', ':', (byte) 0xff, '\n', '\n',
                0}));
        }
    }

    @Test
    @DisplayName("of repeated header entries only the first SHOULD be used")
    void takesTheFirstOfRepeatedHeaders() {
        var topic = topic();
        try (var socket = connect()) {
            socket.send(
                    "SUBSCRIBE\nid:0\nid:1\ndestination:" + topic + "\ndestination:/nonsense\nack:client\nack:auto\n"
                            + "receipt:first\nreceipt:second\n\n");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("first");

            socket.send("SEND\ndestination:" + topic + "\ncontent-length:1\ncontent-length:5\n"
                    + "content-type:text/plain\ncontent-type:nonsense\n\nx");
            var message = socket.expect("MESSAGE");
            assertThat(message.header("subscription")).isEqualTo("0");
            assertThat(message.header("content-type")).isEqualTo("text/plain");
            assertThat(message.headers()).containsKey("ack");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon", ":no name", "UTF-8"})
    @DisplayName("a header is a name, a colon and a value")
    void refusesWhatIsNoHeader(String line) {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\n" + line + "\n\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send\ndestination:/topic/a\n\n", "SEND\nDestination:/topic/a\n\n", "HELLO\n\n",
        " SEND\n\n"})
    @DisplayName("all commands and header names are case sensitive; an unknown command MAY be answered with ERROR")
    void readsNamesAsTheyAre(String frame) {
        try (var socket = connect()) {
            expectInvalid(socket.send(frame));
        }
    }

    @Test
    @DisplayName("if a size limit is exceeded, the server SHOULD send ERROR and close")
    void refusesAFrameOverTheLimit() {
        var part = "x".repeat(30 * 1024);
        for (var headers : List.of("", "content-length:90000\n", "content-length:2147483647\n")) {
            try (var socket = connect()) {
                socket.sendRaw("SEND\ndestination:" + topic() + "\n" + headers + "\n" + part).sendRaw(part);
                expectEnd(socket.sendRaw(part), "frame-too-large", 1009);
            }
        }
    }

    @Test
    @DisplayName("so it does where the frame comes in one WebSocket message")
    void refusesAMessageOverTheLimit() {
        try (var socket = connect()) {
            expectEnd(socket.sendRaw("SEND\ndestination:" + topic() + "\n\n" + "x".repeat(90 * 1024) + "\0"),
                    "frame-too-large", 1009);
        }
    }

    @Test
    @DisplayName("what a malformed frame says about a limit is not taken for one")
    void doesNotReadTheReasonOutOfTheFrame() {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\nlimit\n\n"));
        }
    }
}
