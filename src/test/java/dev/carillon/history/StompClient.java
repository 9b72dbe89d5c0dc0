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

/**
 * A session that takes one frame at a time off the wire: who does not take, does not read. It sends no heart-beats, and wants as
 * many as the service gives: a node that is stopped keeps its sockets open, and says nothing.
 */
final class StompClient implements AutoCloseable {

    /** So many heart-beats may be late. */
    private static final int LATE = 5;

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final CoreSession socket;
    private final Node node;
    private final Duration patience;
    private String error = "";
    private long heard = System.nanoTime();
    private long silence = Long.MAX_VALUE;

    private StompClient(Node node, Duration patience) throws Disconnected, InterruptedException {
        this.node = node;
        this.patience = patience;
        try {
            socket = await(WebSockets.open(node.uri("ws", "/ws"), "v12.stomp", new MessageReader(inputs::add)));
        } catch (IOException e) {
            throw new Disconnected(Disconnected.ABNORMAL, "" + e);
        }
    }

    static StompClient connect(Home home, String token) throws Disconnected, InterruptedException {
        var client = new StompClient(home.node(), home.patience());
        try {
            client.send("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,1\nAuthorization:Bearer " + token
                    + "\n\n");
            client.silence = silence(client.expect("CONNECTED").header("heart-beat"));
            return client;
        } catch (Disconnected e) {
            client.close();
            throw e;
        }
    }

    private static long silence(String heartbeat) {
        return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(heartbeat.split(",")[0]) * LATE);
    }

    Node node() {
        return node;
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
                take(patience).orElseThrow(() -> new Disconnected(Disconnected.ABNORMAL, "" + e));
            }
        }
    }

    Frame expect(String command) throws Disconnected, InterruptedException {
        var frame = take(patience).orElseThrow(
                () -> new Disconnected(Disconnected.ABNORMAL, "no " + command + " within " + patience));
        if (!frame.command().equals(command)) {
            throw new Disconnected(Disconnected.ABNORMAL, "expected " + command + ", got " + frame.wire());
        }
        return frame;
    }

    /** The next frame, or none within that time. */
    Optional<Frame> take(Duration within) throws Disconnected, InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        var frame = Optional.<Frame>empty();
        do {
            var input = inputs.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (input != null) {
                frame = frame(input);
            } else if (System.nanoTime() - heard > silence) {
                throw new Disconnected(Seen.Closed.SILENT, "not even a heart-beat");
            }
        } while (frame.isEmpty() && System.nanoTime() < end);
        return frame;
    }

    /** None in a heart-beat; one that is an ERROR explains the close that follows. */
    private Optional<Frame> frame(Input input) throws Disconnected {
        if (input instanceof Input.End(int code, var reason)) {
            throw new Disconnected(code, reason + error);
        }
        heard = System.nanoTime();
        socket.demand();
        if (input instanceof Input.Read(var frame) && frame.command().equals("ERROR")) {
            error = " " + frame.wire();
            return Optional.empty();
        }
        return input instanceof Input.Read(var frame) ? Optional.of(frame) : Optional.empty();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private <T> T await(Future<T> done) throws IOException, InterruptedException {
        try {
            return done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not within " + patience, e);
        }
    }
}
