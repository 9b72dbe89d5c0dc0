package dev.carillon.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;

import dev.carillon.fanout.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * Writes frames that are ready to go to Jetty's end point, past its WebSocket half, which would build, queue and gather each
 * of them for each session anew: a third of a lane's time in a profile.
 *
 * <p>That half still shakes hands and reads. It writes nothing but a close to a peer that broke the protocol, so a lane's
 * frames are not mixed with another's. The lane closes by itself, as Jetty, after any code that it takes for abnormal, would
 * close the socket at once: with bytes of the peer unread that is a reset, and what was written before is lost.
 *
 * <p>A stream of HTTP/2 takes nothing at once: each write is copied, and waits for the peer's window behind the lane's back.
 */
final class JettyConnection implements Connection {

    private final WebSocketCoreSession socket;
    private final EndPoint endPoint;

    JettyConnection(WebSocketCoreSession socket) {
        this.socket = socket;
        this.endPoint = socket.getConnection().getEndPoint();
    }

    @Override
    public boolean write(ByteBuffer bytes, Runnable written) {
        try {
            if (flush(bytes)) {
                return true;
            }
            var rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            endPoint.write(Callback.from(Invocable.InvocationType.NON_BLOCKING, written, _ -> close()), rest);
        } catch (IOException | WritePendingException _) {
            close(); // The peer is gone, or broke the protocol and gets Jetty's close: nothing is left to say.
        }
        return false;
    }

    /** Jetty calls {@code writev} for a single buffer, too: 6 % of a lane's time in a profile of small writes. */
    private boolean flush(ByteBuffer bytes) throws IOException {
        if (endPoint instanceof SocketChannelEndPoint plain) {
            plain.getChannel().write(bytes);
            return !bytes.hasRemaining();
        }
        return endPoint.flush(bytes);
    }

    /**
     * Jetty tells everyone that a connection is gone on the thread that ends it, and the lane has other sessions. Of the ways
     * to end one this leads to {@code onClosed} in every state, and once.
     */
    @Override
    public void close() {
        socket.getExecutor().execute(() -> socket.processConnectionError(new ClosedChannelException(), Callback.NOOP));
    }
}
