package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.RawSocket;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we count on in Jetty beyond its documents: a new version that keeps less of it fails here. */
class JettyConnectionTests {

    private final Server jetty = new Server(0);
    private final CompletableFuture<WebSocketCoreSession> opened = new CompletableFuture<>();
    private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();
    private RawSocket client;
    private WebSocketCoreSession socket;
    private JettyConnection connection;
    private volatile boolean holdCloses;

    @BeforeEach
    void connect() throws Exception {
        var upgrade = new WebSocketUpgradeHandler(WebSocketServerComponents.ensureWebSocketComponents(jetty));
        upgrade.addMapping("/", (_, _, _) -> new Handler());
        jetty.setHandler(upgrade);
        jetty.start();
        client = RawSocket.open(((ServerConnector) jetty.getConnectors()[0]).getLocalPort(), "/", 4096);
        socket = opened.get(20, TimeUnit.SECONDS);
        connection = new JettyConnection(socket);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        jetty.stop();
    }

    @Test
    void writesPastJettysFrames() {
        var bytes = frame("hello");
        assertThat(connection.write(bytes, () -> {
            throw new AssertionError("it was all out");
        })).isTrue();

        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(client.next().text()).isEqualTo("hello");
        assertThat(socket.getConnection().getMessagesOut()).isZero();
    }

    @Test
    void sendsTheRestByItselfAndSaysSoOnce() {
        var written = new AtomicInteger();
        var text = "x".repeat(60_000);
        int count = 1;
        // What the kernel holds for a reader that does not read depends on the machine, so it is filled.
        while (connection.write(frame(text), written::incrementAndGet)) {
            count++;
        }
        for (int i = 0; i < count; i++) {
            assertThat(client.next().text()).isEqualTo(text);
        }
        await().until(() -> written.get() == 1);
        assertThat(connection.write(frame("next"), written::incrementAndGet)).isTrue();
        assertThat(client.next().text()).isEqualTo("next");
        assertThat(written).hasValue(1);
    }

    /** The caller's buffer is filled anew for the next session. */
    @Test
    void keepsNothingOfTheCallersBuffer() {
        var shared = ByteBuffer.allocateDirect(70_000);
        int count = 0;
        boolean all;
        do {
            shared.clear().put(frame("" + count + "x".repeat(60_000))).flip();
            all = connection.write(shared, () -> {});
            count++;
            shared.clear().put(new byte[70_000]);
        } while (all);
        for (int i = 0; i < count; i++) {
            assertThat(client.next().text()).isEqualTo(i + "x".repeat(60_000));
        }
    }

    @Test
    void closesBehindWhatItWroteAndTells() throws Exception {
        connection.write(frame("last"), () -> {});
        connection.close();
        connection.close();

        assertThat(client.next().text()).isEqualTo("last");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(closed.get(20, TimeUnit.SECONDS)).isNotNull();
    }

    /** The usual end: the peer's close is held back from Jetty, which would answer it, until the connection is closed. */
    @Test
    void closesBehindTheHandshakeAndTells() throws Exception {
        holdCloses = true;
        client.send(RawSocket.FIN | RawSocket.CLOSE, new byte[]{0x03, (byte) 0xE8});
        await().until(() -> !socket.isInputOpen());
        connection.close();

        assertThat(closed.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(client.isAtEnd()).as("Jetty says nothing itself").isTrue();
    }

    @Test
    void noticesAPeerThatIsGone() throws Exception {
        client.close();
        assertThat(closed.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(CloseStatus.NO_CLOSE);
        assertThat(connection.write(frame("to nobody"), () -> {})).isFalse();
    }

    private static ByteBuffer frame(String text) {
        var payload = text.getBytes(StandardCharsets.US_ASCII);
        var frame = ByteBuffer.allocate(4 + payload.length).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else {
            frame.put((byte) 126).putShort((short) payload.length);
        }
        return frame.put(payload).flip();
    }

    private final class Handler implements FrameHandler {

        @Override
        public void onOpen(CoreSession session, Callback callback) {
            callback.succeeded();
            session.demand();
            opened.complete((WebSocketCoreSession) session);
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            if (!holdCloses) {
                callback.succeeded();
            }
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            closed.complete(status);
            callback.succeeded();
        }
    }
}
