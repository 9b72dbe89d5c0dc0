package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;

import dev.carillon.Http2Connection;
import dev.carillon.Http2Connection.Tunnel;
import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** WebSockets as streams of an HTTP/2 connection (RFC 8441), without TLS, which adds nothing to it. */
class WebSocketOverHttp2Tests {

    private static final String TOKEN = TestTokens.all("alice");
    private static final byte[] NORMAL = {0x03, (byte) 0xE8};

    /** RFC 9113 section 7. */
    private static final int NO_ERROR = 0x0;

    @Test
    void carriesManySocketsOnOneConnection() throws Exception {
        try (var carillon = start(); var http2 = new Http2Connection(carillon.port())) {
            var one = subscribed(http2);
            var other = subscribed(http2);
            one.stomp("SEND\ndestination:/topic/h2\n\nhello");

            awaitText(one, "hello");
            awaitText(other, "hello");
            assertThat(carillon.metric("carillon_connections")).isEqualTo(2);
        }
    }

    @Test
    void releasesTheStreamBehindTheClosingHandshake() throws Exception {
        try (var carillon = start(); var http2 = new Http2Connection(carillon.port())) {
            var socket = subscribed(http2).send(RawSocket.FIN | RawSocket.CLOSE, NORMAL);

            assertThat(socket.reset()).isEqualTo(NO_ERROR);
            assertThat(socket.received()).endsWith("\u0088\u0002\u0003\u00E8");
            assertThat(socket.isEnded()).isTrue();
            await().until(() -> carillon.metric("carillon_connections") == 0);
        }
    }

    /** Jetty itself closes these, and would keep the stream for as long as the connection. */
    @Test
    void releasesTheStreamOfAPeerThatBreaksTheProtocol() throws Exception {
        try (var carillon = start(); var http2 = new Http2Connection(carillon.port())) {
            var socket = subscribed(http2).send(RawSocket.FIN | 0x3, NORMAL);

            assertThat(socket.reset()).isEqualTo(NO_ERROR);
            assertThat(socket.received()).contains("\u0003\u00EA");
        }
    }

    @Test
    void endsWithAStreamThatIsReset() throws Exception {
        try (var carillon = start(); var http2 = new Http2Connection(carillon.port())) {
            subscribed(http2).cancel();
            await().until(() -> carillon.metric("carillon_connections") == 0);

            assertThat(subscribed(http2).status()).isEqualTo(200);
        }
    }

    @Test
    void cutsASlowReaderAndNotItsNeighbour() throws Exception {
        try (var carillon = start("carillon.outbox.write-timeout=1s", "carillon.outbox.close-timeout=1s");
                var http2 = new Http2Connection(carillon.port())) {
            var slow = subscribed(http2);
            var neighbour = subscribed(http2);
            slow.stopReading();
            for (int i = 0; i < 10; i++) {
                neighbour.stomp("SEND\ndestination:/topic/h2\n\n" + i + "x".repeat(60_000));
                awaitText(neighbour, "\n\n" + i + "x");
            }
            assertThat(slow.reset()).isEqualTo(NO_ERROR);

            neighbour.stomp("SEND\ndestination:/topic/h2\n\nstill here");
            awaitText(neighbour, "still here");
        }
    }

    /** A connection that is idle is closed, and what tells it from a quiet subscriber's is its streams. */
    @Test
    void staysQuietForAsLongAsASocketIsOpenAndNoLonger() throws Exception {
        try (var carillon = start("server.jetty.connection-idle-timeout=500ms");
                var quiet = new Http2Connection(carillon.port());
                var over = new Http2Connection(carillon.port())) {
            var socket = subscribed(quiet);
            assertThat(subscribed(over).send(RawSocket.FIN | RawSocket.CLOSE, NORMAL).reset()).isEqualTo(NO_ERROR);
            await().until(over::isClosed);

            socket.stomp("SEND\ndestination:/topic/h2\n\nstill here");
            awaitText(socket, "still here");
        }
    }

    @Test
    void refusesWhatIsNoHandshake() throws Exception {
        try (var carillon = start(); var http2 = new Http2Connection(carillon.port())) {
            assertThat(http2.connect("/ws", "chat").status()).isEqualTo(400);
            assertThat(http2.connect("/", "websocket").status()).isEqualTo(405);
            assertThat(http2.connect("/api/v1/topics/h2/notifications", "websocket").status()).isEqualTo(401);
        }
    }

    private static RunningCarillon start(String... more) {
        var settings = Arrays.copyOf(more, more.length + 1);
        settings[more.length] = "server.http2.enabled=true";
        return RunningCarillon.start(settings);
    }

    private static Tunnel subscribed(Http2Connection http2) throws Exception {
        var socket = http2.webSocket().connect(TOKEN);
        awaitText(socket, "CONNECTED");
        socket.stomp("SUBSCRIBE\nid:0\ndestination:/topic/h2\nreceipt:r\n\n");
        awaitText(socket, "receipt-id:r");
        return socket;
    }

    private static void awaitText(Tunnel socket, String text) {
        await().until(() -> socket.received().contains(text));
    }
}
