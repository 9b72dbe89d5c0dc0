package dev.carillon.connection;

import static dev.carillon.RawSocket.BINARY;
import static dev.carillon.RawSocket.CLOSE;
import static dev.carillon.RawSocket.CONTINUATION;
import static dev.carillon.RawSocket.FIN;
import static dev.carillon.RawSocket.PING;
import static dev.carillon.RawSocket.PONG;
import static dev.carillon.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 as a server keeps it, frame by frame. */
class SocketReaderTests {

    private static final byte[] NOTHING = {};

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void sendsOneMessageAFrame() {
        try (var socket = connect()) {
            socket.text("SUBSCRIBE\nid:0\ndestination:/topic/reader.a\n\n\0");
            socket.text("SEND\ndestination:/topic/reader.a\ncontent-type:text/plain\n\nä\0");
            var message = socket.next();
            assertThat(message.firstByte()).isEqualTo(FIN | TEXT);
            assertThat(message.text()).startsWith("MESSAGE\n").endsWith("\n\nä\0");

            socket.send(FIN | BINARY, utf8("SEND\ndestination:/topic/reader.a\n\nä\0"));
            assertThat(socket.next().firstByte()).isEqualTo(FIN | BINARY);
        }
    }

    /** Section 5.4: fragments may fall anywhere, also between the two bytes of a character, with control frames in between. */
    @Test
    void putsFragmentsTogether() {
        try (var socket = connect()) {
            socket.text("SUBSCRIBE\nid:0\ndestination:/topic/reader.b\n\n\0");
            var frame = utf8("SEND\ndestination:/topic/reader.b\ncontent-type:text/plain\n\nä\0");
            int middle = frame.length - 2;
            socket.send(TEXT, Arrays.copyOfRange(frame, 0, middle))
                    .send(FIN | PING, utf8("now"))
                    .send(CONTINUATION, NOTHING)
                    .send(FIN | CONTINUATION, Arrays.copyOfRange(frame, middle, frame.length));

            var pong = socket.next();
            assertThat(pong.firstByte()).isEqualTo(FIN | PONG);
            assertThat(pong.text()).isEqualTo("now");
            assertThat(socket.next().text()).endsWith("\n\nä\0");
        }
    }

    @Test
    void takesAPongThatNobodyAskedFor() {
        try (var socket = connect()) {
            socket.send(FIN | PONG, utf8("well")).send(FIN | PING, NOTHING);
            assertThat(socket.next().payload()).isEmpty();
        }
    }

    /** Section 8.1. */
    @ParameterizedTest
    @CsvSource({"C3", "FF", "EDA080", "C0AF", "F4908080"})
    void refusesTextThatIsNotUtf8(String hex) {
        try (var socket = connect()) {
            socket.send(FIN | TEXT, HexFormat.of().parseHex(hex));
            expectHandshake(socket, 1007);
        }
    }

    /** Section 8.1: with the first byte that cannot be, and not with the end of a message that may never come. */
    @ParameterizedTest
    @CsvSource({"'',FF", "'',F490", "C3,41", "F0,80"})
    void refusesTextThatCannotBecomeUtf8(String begun, String hex) {
        try (var socket = connect()) {
            socket.send(TEXT, HexFormat.of().parseHex(begun)).send(CONTINUATION, HexFormat.of().parseHex(hex));
            expectHandshake(socket, 1007);
        }
    }

    /** Sections 5.1, 5.2, 5.4, 5.5 and 7.4.1. */
    @ParameterizedTest
    @CsvSource({"unmasked,81 01 41", "a reserved bit,C1 81 00000000 41", "a reserved opcode,83 80 00000000",
        "a reserved control opcode,8B 80 00000000", "a continuation of nothing,80 80 00000000",
        "a ping in fragments,09 80 00000000", "a new message within another,01 80 00000000 81 80 00000000",
        "a close code that is none,88 82 00000000 03ED", "a close of one byte,88 81 00000000 03"})
    void refusesWhatIsNoFrame(String what, String hex) {
        try (var socket = connect()) {
            socket.write(HexFormat.of().parseHex(hex.replace(" ", "")));
            expectClose(socket, 1002);
        }
    }

    /** Section 5.5: a control frame has 125 bytes at most. */
    @Test
    void refusesALargePing() {
        try (var socket = connect()) {
            socket.send(FIN | PING, new byte[126]);
            expectClose(socket, 1002);
        }
    }

    /** Section 5.5.1: the answer repeats the code, and the server closes the connection first. */
    @Test
    void answersAClose() {
        try (var socket = connect()) {
            socket.send(FIN | CLOSE, new byte[]{0x03, (byte) 0xE8});
            expectClose(socket, 1000);
        }
        try (var socket = connect()) {
            socket.send(FIN | CLOSE, NOTHING);
            assertThat(socket.next().payload()).isEmpty();
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    /** A thousand bytes cost a thousand bytes, however they are cut (CWE-400). */
    @Test
    void refusesAMessageThatGrowsOverTheLimit() {
        try (var socket = connect()) {
            var part = "x".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
            socket.send(TEXT, utf8("SEND\ndestination:/topic/reader.c\n\n"))
                    .send(CONTINUATION, part)
                    .send(CONTINUATION, part);
            assertThat(socket.next().text()).startsWith("ERROR\n").contains("code:frame-too-large\n");
            // Whatever else comes is read and dropped, so that the ERROR is not lost in a reset.
            socket.send(CONTINUATION, part).send(FIN | CONTINUATION, part);
            expectHandshake(socket, 1009);
        }
    }

    @Test
    void forgetsWhoeverVanishes() {
        try (var alone = RunningCarillon.start()) {
            RawSocket.connect(alone, token, 0).close();
            RawSocket.open(alone.port(), "/ws").close();
            RawSocket.open(alone.port(), "/ws").write(new byte[]{(byte) 0x81}).close();
            await().untilAsserted(() -> {
                assertThat(alone.metric("carillon_connections_opened_total")).isEqualTo(3);
                assertThat(alone.metric("carillon_connections")).isZero();
            });
        }
    }

    @Test
    void waitsForTheAnswerToItsClose() {
        try (var alone = RunningCarillon.start(); var socket = RawSocket.connect(alone, token, 0)) {
            socket.text("DISCONNECT\n\n\0");
            var close = socket.next();
            assertThat(close.closeCode()).isEqualTo(1000);
            socket.text("SEND\ndestination:/topic/reader.d\n\ntoo late\0").send(FIN | PING, NOTHING);
            assertThat(alone.metric("carillon_connections")).isEqualTo(1);

            socket.send(FIN | CLOSE, close.payload());
            assertThat(socket.isAtEnd()).isTrue();
            assertThat(alone.metric("carillon_notifications_published_total{kind=\"topic\"}")).isZero();
        }
    }

    @Test
    void doesNotWaitForeverForTheAnswer() {
        try (var alone = RunningCarillon.start("carillon.outbox.close-timeout=100ms");
                var socket = RawSocket.connect(alone, token, 0)) {
            socket.text("DISCONNECT\n\n\0");
            assertThat(socket.next().closeCode()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    /** It is the server that closes the connection (section 7.1.1). */
    private static void expectClose(RawSocket socket, int code) {
        var close = socket.next();
        assertThat(close.firstByte()).isEqualTo(FIN | CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
        assertThat(socket.isAtEnd()).isTrue();
    }

    /** Our close comes first, so its answer is waited for. */
    private static void expectHandshake(RawSocket socket, int code) {
        var close = socket.next();
        assertThat(close.firstByte()).isEqualTo(FIN | CLOSE);
        assertThat(close.closeCode()).isEqualTo(code);
        socket.send(FIN | CLOSE, close.payload());
        assertThat(socket.isAtEnd()).isTrue();
    }

    private RawSocket connect() {
        return RawSocket.connect(carillon, token, 0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
