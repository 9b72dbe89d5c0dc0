package dev.carillon.history;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.carillon.StompSocket.Frame;
import org.jspecify.annotations.Nullable;

/** A session without heart-beats that takes one frame at a time off the wire: who does not take, does not read. */
final class StompClient implements AutoCloseable {

    private sealed interface Input {

        record Read(Frame frame) implements Input {}

        record End(int code, String reason) implements Input {}
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private String error = "";

    private StompClient(ServiceProcess service) throws Disconnected {
        try {
            socket = CLIENT.newWebSocketBuilder()
                    .subprotocols("v12.stomp")
                    .connectTimeout(PATIENCE)
                    .buildAsync(service.uri("ws", "/ws"), new Reader())
                    .join();
        } catch (CompletionException e) {
            throw new Disconnected(Disconnected.ABNORMAL, "" + e.getCause());
        }
    }

    static StompClient connect(ServiceProcess service, String token) throws Disconnected, InterruptedException {
        var client = new StompClient(service);
        try {
            client.send("CONNECT\naccept-version:1.2\nhost:localhost\nAuthorization:Bearer " + token + "\n\n");
            client.expect("CONNECTED");
            return client;
        } catch (Disconnected e) {
            client.close();
            throw e;
        }
    }

    /** Sends a frame; the closing NUL is added. */
    void send(String frame) throws Disconnected, InterruptedException {
        try {
            socket.sendText(frame + '\0', true).join();
        } catch (CompletionException e) {
            // The reason is behind whatever was received before.
            while (true) {
                take(PATIENCE).orElseThrow(() -> new Disconnected(Disconnected.ABNORMAL, "" + e.getCause()));
            }
        }
    }

    Frame expect(String command) throws Disconnected, InterruptedException {
        var frame = take(PATIENCE).orElseThrow(
                () -> new Disconnected(Disconnected.ABNORMAL, "no " + command + " within " + PATIENCE));
        if (!frame.command().equals(command)) {
            throw new Disconnected(Disconnected.ABNORMAL, "expected " + command + ", got " + frame.wire());
        }
        return frame;
    }

    /** The next frame, or none within that time. */
    Optional<Frame> take(Duration patience) throws Disconnected, InterruptedException {
        return switch (inputs.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            case null -> Optional.empty();
            case Input.End(int code, var reason) -> throw new Disconnected(code, reason + error);
            case Input.Read(var frame) when frame.command().equals("ERROR") -> {
                error = " " + frame.wire();
                socket.request(1);
                yield take(patience);
            }
            case Input.Read(var frame) -> {
                socket.request(1);
                yield Optional.of(frame);
            }
        };
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Reader implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            return received(webSocket, last, false);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            text.append(StandardCharsets.ISO_8859_1.decode(data));
            return received(webSocket, last, true);
        }

        private @Nullable CompletionStage<?> received(WebSocket webSocket, boolean last, boolean binary) {
            if (last) {
                inputs.add(new Input.Read(Frame.parse(text.toString(), binary)));
                text.setLength(0);
            } else {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            inputs.add(new Input.End(statusCode, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            inputs.add(new Input.End(Disconnected.ABNORMAL, "" + error));
        }
    }
}
