package dev.carillon.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dev.carillon.Handshake;
import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Abuse of HTTP and of WebSocket, below STOMP. Each time a neighbour gets its message, and nothing stays behind. */
class SocketHardeningTests {

    private static final RunningCarillon SERVICE = RunningCarillon.start("carillon.connection.connect-timeout=3s",
            "carillon.connection.head-timeout=1s", "server.jetty.connection-idle-timeout=3s");

    private final String token = TestTokens.all("mallory");
    private final Neighbour neighbour = Neighbour.of(SERVICE);

    @AfterEach
    void theNeighbourIsUnhurt() {
        neighbour.assertUnhurt();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @DisplayName("CWE-400: a handshake that comes byte by byte (Slowloris)")
    @Test
    void slowHandshake() {
        assertThat(Handshake.isTrickleEnded(SERVICE.port(),
                "GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "x".repeat(1500))).isTrue();
        assertThat(SERVICE.metric("carillon_limits_exceeded_total{limit=\"request-head-time\"}")).isPositive();
    }

    @DisplayName("CWE-400: a connection that says nothing")
    @Test
    void silentConnection() {
        assertThat(Handshake.isSilenceEnded(SERVICE.port())).isTrue();
    }

    @DisplayName("CWE-770, CWE-209: a handshake with a header that is too long, or with too many")
    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void largeHandshake(int headers) {
        var answer = Handshake.answer(SERVICE.port(), "/ws",
                ("X-Large: " + "x".repeat(10_000 / headers) + "\r\n").repeat(headers) + "X-Last: 1");
        assertThat(answer).startsWith("HTTP/1.1 431").doesNotContainIgnoringCase("jetty", "exception", "\tat ", "12.1");
        assertCounted("request-head-size");
    }

    @DisplayName("CWE-409: compression, and with it decompression, is not negotiated")
    @Test
    void compression() {
        assertThat(Handshake.answer(SERVICE.port(), "/ws",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")).startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    /** RFC 6455 sections 5.1 to 5.5. */
    @DisplayName("CWE-20: frames that the protocol does not know, compressed ones (CWE-409) among them")
    @ParameterizedTest
    @CsvSource({"unmasked,81 01 41", "RSV1 as of a compressed frame,C1 81 00000000 41", "RSV2,A1 81 00000000 41",
        "RSV3,91 81 00000000 41", "a reserved opcode,83 80 00000000", "a reserved control opcode,8B 80 00000000",
        "a fragmented ping,09 80 00000000", "a continuation of nothing,80 80 00000000",
        "a close code that is reserved,88 82 00000000 03ED",
        "a close reason of 126 bytes,88 FE 0080 00000000 03E8"})
    void framesOutsideTheProtocol(String what, String hex) {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            socket.write(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThat(socket.next().closeCode()).as(what).isEqualTo(1002);
        }
    }

    @DisplayName("CWE-20: a ping that is larger than a control frame may be")
    @Test
    void largePing() {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            assertThat(socket.send(RawSocket.FIN | RawSocket.PING, new byte[126]).next().closeCode()).isEqualTo(1002);
        }
    }

    @DisplayName("CWE-195: a length of 64 bits that is negative")
    @Test
    void negativeLength() {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            socket.write(HexFormat.of().parseHex("81FFFFFFFFFFFFFFFFFF00000000"));
            assertThat(socket.next().closeCode()).isEqualTo(1009);
        }
    }

    @DisplayName("CWE-176: text and close reasons that are not UTF-8")
    @ParameterizedTest
    @CsvSource({"81,FF", "81,C0AF", "81,EDA080", "88,03E8FF"})
    void invalidUtf8(String firstByte, String hex) {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            socket.send(HexFormat.fromHexDigits(firstByte), HexFormat.of().parseHex(hex));
            assertThat(socket.next().closeCode()).isEqualTo(1007);
        }
    }

    @DisplayName("CWE-789: a frame that announces 2^62 bytes, for which nothing is set aside")
    @Test
    void hugeFrame() {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            socket.write(HexFormat.of().parseHex("81FF400000000000000000000000"));
            socket.write(new byte[100 * 1024]);
            var answer = socket.next();
            assertThat(answer.text().contains("code:frame-too-large\n") || answer.closeCode() == 1009).isTrue();
        }
    }

    @DisplayName("CWE-400: a CONNECT that comes in pieces and never ends")
    @Test
    void slowFrame() {
        try (var socket = RawSocket.open(SERVICE.port(), "/ws")) {
            socket.text("CONNECT\naccept-").text("version:1.2\n").send(RawSocket.TEXT, bytes("ho"));
            for (int i = 0; i < 20; i++) {
                socket.send(RawSocket.CONTINUATION, bytes("s"));
            }
            assertThat(socket.next().closeCode()).isEqualTo(4401);
        }
        assertCounted("connect-time");
    }

    @DisplayName("CWE-444: frames of STOMP begin and end where they do, whatever messages they come in")
    @Test
    void framesAcrossMessages() {
        try (var socket = RawSocket.connect(SERVICE, token, 0)) {
            socket.text("SUBSCRIBE\nid:0\ndestination:/topic/sockets\nreceipt:r\n\n\0");
            assertThat(socket.next().text()).startsWith("RECEIPT"); // From here on it holds.
            socket.text("SEND\ndestination:/topic/sockets\n\none\0SE")
                    .text("ND\ndestination:/topic/sockets\ncontent-length:6\n\nSEND\n")
                    .text("\0\0");
            assertThat(socket.next().text()).endsWith("\n\none\0");
            assertThat(socket.next().text()).endsWith("\n\nSEND\n\0\0");
        }
    }

    private static void assertCounted(String limit) {
        await().untilAsserted(() -> assertThat(
                SERVICE.metric("carillon_limits_exceeded_total{limit=\"" + limit + "\"}")).isPositive());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
