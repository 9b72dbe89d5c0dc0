package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import dev.carillon.StompSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "STOMP Frames", "Body", "Standard Headers" and "Augmented BNF", and how frames meet WebSocket messages. */
class Stomp12FramesTests extends StompSpecification {

    @Test
    @DisplayName("an EOL is an OPTIONAL carriage return and a REQUIRED line feed")
    void takesCarriageReturnAndLineFeed() {
        try (var socket = StompSocket.open(carillon)) {
            socket.sendRaw("CONNECT\r\naccept-version:1.2\r\nhost:x\r\nAuthorization:Bearer " + token + "\r\n\r\n\0");
            assertThat(socket.expect("CONNECTED").header("version")).isEqualTo("1.2");
            var topic = topic();
            socket.sendRaw("SUBSCRIBE\r\nid:0\r\ndestination:" + topic + "\nreceipt:r\r\n\n\0\r\n");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("r");
            socket.sendRaw("SEND\ndestination:" + topic + "\r\ncontent-type:text/plain\n\r\n\r\nbody\r\n\0");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\r\nbody\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND\ndestination:/topic/a\rb\n\n", "SEND\rdestination:/topic/a\r\r",
        "SEND\ndestination:/topic/a\nx\ry:z\n\n",
        "SEND\r\r\ndestination:/topic/a\n\n"})
    @DisplayName("a carriage return alone ends no line, and is no part of a header")
    void refusesACarriageReturnAlone(String frame) {
        try (var socket = connect()) {
            expectInvalid(socket.sendRaw(frame + "\0\n\n\0"));
        }
    }

    @Test
    @DisplayName("the NULL octet can be followed by multiple EOLs")
    void skipsEolsBetweenFrames() {
        try (var socket = connect()) {
            socket.sendRaw(fence("1") + "\n\r\n\n" + fence("2") + "\n\r\n").sendRaw("\n").sendRaw("\r\n");
            socket.sendRaw("\n\r\n" + fence("3")).sendRaw("\r").sendRaw("\n" + fence("4"));
            expectReceipts(socket, "1", "2", "3", "4");
        }
    }

    @Test
    @DisplayName("several frames in one WebSocket message are several frames, in order")
    void readsSeveralFramesOfOneMessage() {
        try (var socket = StompSocket.open(carillon)) {
            socket.sendRaw("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + token + "\n\n\0" + fence("1")
                    + fence("\\c2") + fence("3"));
            socket.expect("CONNECTED");
            expectReceipts(socket, "1", ":2", "3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    @DisplayName("a frame may be cut anywhere by the end of a WebSocket message")
    void joinsAFrameCutAtAnyByte(String eol) {
        var topic = topic();
        var frame = utf8(
                String.join(eol, "SEND", "destination:" + topic, "content-type:text/plain", "type:\u00e4\\\\\\c",
                        "content-length:6", "", "\u20ac\0\r\n\0" + eol));
        assertThat(frame).hasSizeGreaterThan(80);
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            for (int i = 1; i < frame.length; i++) {
                socket.sendBinary(Arrays.copyOfRange(frame, 0, i))
                        .sendBinary(Arrays.copyOfRange(frame, i, frame.length));
                var message = socket.expect("MESSAGE");
                assertThat(message.body()).isEqualTo("\u20ac\0\r\n");
                assertThat(message.header("type")).isEqualTo("\u00e4\\:");
            }
        }
    }

    @Test
    @DisplayName("a frame may come octet by octet")
    void joinsAFrameOfSingleBytes() {
        try (var socket = connect()) {
            for (byte octet : utf8(
                    "\r\nSEND\r\ndestination:" + topic() + "\r\nreceipt:1\r\n\r\n\u20ac\0" + fence("2"))) {
                socket.sendBinary(new byte[]{octet});
            }
            expectReceipts(socket, "1", "2");
        }
    }

    @Test
    @DisplayName("one WebSocket message may hold the end of a frame and the beginning of the next")
    void readsTheEndAndTheBeginningOfFrames() {
        var frames = fence("1") + fence("2") + fence("3");
        try (var socket = connect()) {
            int third = frames.length() / 3;
            socket.sendRaw(frames.substring(0, third + 7)).sendRaw(frames.substring(third + 7, 2 * third - 5));
            socket.sendRaw(frames.substring(2 * third - 5));
            expectReceipts(socket, "1", "2", "3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE\nid:0\ndestination:/topic/a\n\nx", "UNSUBSCRIBE\nid:0\n\nx", "ACK\nid:0\n\nx",
        "NACK\nid:0\n\nx", "BEGIN\ntransaction:u\n\nx", "COMMIT\ntransaction:t\n\nx", "ABORT\ntransaction:t\n\nx",
        "DISCONNECT\n\nx", "DISCONNECT\ncontent-length:1\n\n\0"})
    @DisplayName("all frames but SEND, MESSAGE and ERROR MUST NOT have a body")
    void refusesABodyWhereThereIsNone(String frame) {
        try (var socket = connect()) {
            receipt(socket, "BEGIN\ntransaction:t\n");
            expectInvalid(socket.send(frame));
        }
    }

    @ParameterizedTest
    @CsvSource({"'a\0b', 3", "'\0', 1", "'\u20ac\0\n', 5", "'', 0"})
    @DisplayName("content-length octets MUST be read, whether or not there are NULL octets in the body")
    void readsContentLengthOctets(String body, int length) {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            socket.sendRaw("SEND\ndestination:" + topic + "\ncontent-type:text/plain\ncontent-length:" + length + "\n\n"
                    + body + "\0" + fence("next"));
            var message = socket.expect("MESSAGE");
            assertThat(message.body()).isEqualTo(body);
            assertThat(message.header("content-length")).isEqualTo("" + length);
            expectReceipts(socket, "next");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "-1", "two", "", "1e1", "99999999999"})
    @DisplayName("the frame still needs to be terminated with a NULL octet behind content-length octets")
    void refusesAWrongContentLength(String length) {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\ncontent-length:" + length
                    + "\n\nab\0 and some more"));
        }
    }

    @Test
    @DisplayName("without content-length the first NULL ends the body")
    void readsToTheFirstNull() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            socket.send("SEND\ndestination:" + topic + "\ncontent-type:text/plain\n\nhello\n");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("hello\n");
        }
    }

    @Test
    @DisplayName("without content-type the receiver SHOULD consider the body to be a binary blob")
    void takesABodyWithoutContentTypeForBinary() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            var frame = utf8("SEND\ndestination:" + topic + "\n\n\u00ff\0");
            frame[frame.length - 3] = (byte) 0xff; // Not UTF-8 any more.
            var message = socket.sendBinary(frame).expect("MESSAGE");
            assertThat(message.binary()).isTrue();
            assertThat(message.header("content-type")).isEqualTo("application/octet-stream");
            assertThat(message.body()).isEqualTo("\u00ff\u00bf");
        }
    }

    @Test
    @DisplayName("if content-type is set, its value MUST be a MIME type")
    void refusesAContentTypeThatIsNone() {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\ncontent-type:nonsense\n\nx"));
        }
    }

    /** Other encodings of text are refused: a MESSAGE with text goes in a text message, which is UTF-8 (RFC 6455). */
    @Test
    @DisplayName("servers MUST support UTF-8; text that is not is refused unless it is declared binary")
    void refusesTextThatIsNotUtf8() {
        try (var socket = connect()) {
            var frame = utf8("SEND\ndestination:" + topic() + "\ncontent-type:text/plain;charset=utf-16\n\nx\0");
            frame[frame.length - 2] = (byte) 0xff;
            expectEnd(socket.sendBinary(frame), "request-invalid", 4400);
        }
    }

    @Test
    @DisplayName("text goes out in a text message, a binary payload in a binary one, one frame in each")
    void choosesTheKindOfWebSocketMessage() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            for (var type : new String[]{"text/plain", "application/json", "application/octet-stream"}) {
                var frame = "SEND\ndestination:" + topic + "\ncontent-type:" + type + "\n\n\"x\"\0";
                socket.sendRaw(frame + frame).sendBinary(utf8(frame));
                for (int i = 0; i < 3; i++) {
                    var message = socket.expect("MESSAGE");
                    assertThat(message.binary()).isEqualTo(type.equals("application/octet-stream"));
                    assertThat(message.wire()).matches("(?s)[^\0]*\0");
                }
            }
        }
    }

    private static String fence(String receipt) {
        return "SEND\ndestination:/topic/spec.nobody\nreceipt:" + receipt + "\n\n\0";
    }

    private static void expectReceipts(StompSocket socket, String... receipts) {
        for (var receipt : receipts) {
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo(receipt);
        }
    }

    @Test
    @DisplayName("frames before a malformed one in the same WebSocket message are carried out")
    void carriesOutWhatStandsBeforeAMalformedFrame() {
        var topic = topic();
        try (var socket = connect()) {
            socket.sendRaw("SUBSCRIBE\nid:0\ndestination:" + topic + "\nreceipt:r\n\n\0SEND\ndestination:" + topic
                    + "\n\ngood\0nonsense\n\n\0SEND\ndestination:" + topic + "\n\nlate\0");
            socket.expect("RECEIPT");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("good");
            expectInvalid(socket);
        }
    }
}
