package dev.carillon.fanout;

import java.nio.ByteBuffer;

/** The border to the socket. Called by one lane's thread only, and never blocks it. */
public interface Connection {

    /**
     * Writes whole WebSocket frames. At most one write is under way; a socket that breaks is told by
     * {@link FanoutSession#closed}, not here.
     *
     * @param bytes the caller's again when the call returns: what the socket does not take at once is copied
     * @param written run once, on any thread, when the rest has gone out; not run where nothing is left
     * @return whether everything has gone out
     */
    boolean write(ByteBuffer bytes, Runnable written);

    /** Closes the connection, at the end of the closing handshake or without one. May be called again. */
    void close();
}
