package dev.carillon.command;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** STOMP on the JDK's WebSocket. One thread sends and takes; what it has not taken is not read from the socket. */
final class StompConnection implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] NO_BODY = {};

    private final BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final StompDecoder decoder = new StompDecoder();
    private final StompEncoder encoder = new StompEncoder();
    private @Nullable WebSocket socket;

    private StompConnection() {}

    /** @throws ExecutionException with the reason */
    static StompConnection open(HttpClient client, URI uri) throws ExecutionException, InterruptedException {
        var connection = new StompConnection();
        connection.socket = client.newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .connectTimeout(PATIENCE)
                .buildAsync(uri, connection)
                .get();
        return connection;
    }

    void send(StompHeaderAccessor frame) {
        send(new String(encoder.encode(frame.getMessageHeaders(), NO_BODY), StandardCharsets.UTF_8));
    }

    void beat() {
        send("\n");
    }

    /** A failure to send is seen by who takes: the end comes there. */
    private void send(String text) {
        try {
            open().sendText(text, true).join();
        } catch (CompletionException fault) {
            closed(SocketEvent.Closed.ABNORMAL, fault.toString());
        }
    }

    SocketEvent take(Duration patience) throws InterruptedException {
        var event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event instanceof SocketEvent.Frame) {
            open().request(1);
        }
        return event == null ? new SocketEvent.Nothing() : event;
    }

    private WebSocket open() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        return received(from, data.toString().getBytes(StandardCharsets.UTF_8), last);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        return received(from, bytes, last);
    }

    private @Nullable CompletionStage<?> received(WebSocket from, byte[] bytes, boolean last) {
        partial.writeBytes(bytes);
        if (!last) {
            from.request(1);
            return null;
        }
        var whole = ByteBuffer.wrap(partial.toByteArray());
        partial.reset();
        for (Message<byte[]> message : decoder.decode(whole)) {
            events.add(new SocketEvent.Frame(StompHeaderAccessor.wrap(message), message.getPayload()));
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
        closed(SocketEvent.Closed.ABNORMAL, fault.toString());
    }

    private void closed(int code, String reason) {
        events.add(new SocketEvent.Closed(code, reason));
    }

    @Override
    public void close() {
        open().abort();
    }
}
