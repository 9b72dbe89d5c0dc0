package dev.carillon.history;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.carillon.StompSocket.Frame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;

/** A session without heart-beats that takes one frame at a time off the wire: who does not take, does not read. */
final class StompClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final CoreSession socket;
    private String error = "";

    private StompClient(ServiceProcess service) throws Disconnected, InterruptedException {
        try {
            socket = await(WebSockets.open(service.uri("ws", "/ws"), "v12.stomp", new MessageReader(inputs::add)));
        } catch (IOException e) {
            throw new Disconnected(Disconnected.ABNORMAL, "" + e);
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
            var sent = new CompletableFuture<Void>();
            socket.sendFrame(new org.eclipse.jetty.websocket.core.Frame(OpCode.TEXT, frame + '\0'),
                    Callback.from(() -> sent.complete(null), sent::completeExceptionally), false);
            await(sent);
        } catch (IOException e) {
            // The reason is behind whatever was received before.
            while (true) {
                take(PATIENCE).orElseThrow(() -> new Disconnected(Disconnected.ABNORMAL, "" + e));
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
                socket.demand();
                yield take(patience);
            }
            case Input.Read(var frame) -> {
                socket.demand();
                yield Optional.of(frame);
            }
        };
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T await(Future<T> done) throws IOException, InterruptedException {
        try {
            return done.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not within " + PATIENCE, e);
        }
    }
}
