package dev.carillon.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A frame in line for one session, shared by all sessions that get the same bytes.
 *
 * @param acceptedAt when a notification was accepted, by the nano clock; zero for frames of ours
 * @param key a newer frame with an equal one takes its place; null where none does
 * @param droppable whether it may make room for a newer one
 * @param sent run when it goes to the socket; null where nobody wants to know
 */
record Outgoing(WireFrame frame, long acceptedAt, @Nullable Object key, boolean droppable, @Nullable Runnable sent) {

    static Outgoing ours(WireFrame frame) {
        return new Outgoing(frame, 0, null, false, null);
    }

    Outgoing telling(Runnable whenSent) {
        return new Outgoing(frame, acceptedAt, key, droppable, whenSent);
    }

    Outgoing behind(byte[] prefix) {
        return new Outgoing(frame.behind(prefix), acceptedAt, key, droppable, sent);
    }

    boolean isDelivery() {
        return acceptedAt != 0;
    }

    int size() {
        return frame.size();
    }
}
