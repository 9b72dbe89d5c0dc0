package dev.carillon.connection;

import java.util.List;

import dev.carillon.fanout.Connection;
import dev.carillon.fanout.WireFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * Writes to Jetty's core session, past the WebSocket API, which would copy and block.
 *
 * <p>Jetty gathers frames that are marked as batched into one buffer, and writes it when a frame that is not comes behind.
 * The callback of a batched frame says that it was copied; only that of the last one says that all went out.
 */
final class JettyConnection implements Connection {

    private final CoreSession socket;

    JettyConnection(WebSocketSession session) {
        this.socket = session.getCoreSession();
    }

    @Override
    public void write(List<WireFrame> frames, Written written) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            socket.sendFrame(frame(frames.get(i)), Callback.NOOP, true);
        }
        socket.sendFrame(frame(frames.get(last)), Callback.from(written::succeeded, _ -> written.failed()), false);
    }

    @Override
    public void close(int code) {
        elsewhere(() -> socket.close(code, "", Callback.NOOP));
    }

    @Override
    public void abort() {
        elsewhere(socket::abort);
    }

    /** Jetty tells everyone that a connection is gone on the thread that ends it, and the lane has other sessions. */
    private void elsewhere(Runnable ending) {
        socket.getWebSocketComponents().getExecutor().execute(ending);
    }

    /** A frame is one session's, its bytes are everybody's: Jetty moves the position of what it is given. */
    private static Frame frame(WireFrame frame) {
        return new Frame(frame.binary() ? OpCode.BINARY : OpCode.TEXT, frame.bytes().slice());
    }
}
