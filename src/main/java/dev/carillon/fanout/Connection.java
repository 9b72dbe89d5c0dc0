package dev.carillon.fanout;

import java.util.List;

/** The border to the socket. Called by one lane's thread only, and never blocks it. */
public interface Connection {

    /** Told once when a write has gone out or cannot; on any thread, also on the caller's before it returns. */
    interface Written {

        void succeeded();

        void failed();
    }

    /**
     * Writes frames in order, the last of them flushing, and tells {@code written} once.
     *
     * @param frames not empty; not read after the call returns
     */
    void write(List<WireFrame> frames, Written written);

    /** Closes with a code of RFC 6455 section 7.4, behind what is being written. */
    void close(int code);

    /** Cuts the connection, for a peer that does not read and so will not see a close. */
    void abort();
}
