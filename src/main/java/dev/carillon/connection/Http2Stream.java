package dev.carillon.connection;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/** A WebSocket that is a stream of an HTTP/2 connection, and not a connection of its own (RFC 8441). */
final class Http2Stream {

    private Http2Stream() {}

    /**
     * Lets go of the stream of a socket that is closed. Jetty ends our half of it and keeps it, and with it an idle
     * connection, until the peer ends the other; what waits for a peer that does not read would wait on. So the peer is
     * told to stop, in the way that takes back nothing of what it got (RFC 9113 section 8.1), unless it was the peer who
     * said so (section 5.4.2).
     */
    static void release(WebSocketCoreSession closed) {
        if (closed.getConnection().getEndPoint().getTransport() instanceof Stream stream
                && !stream.isReset()) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.NO_ERROR.code), Callback.NOOP);
        }
    }
}
