package dev.carillon.fanout;

import org.jspecify.annotations.Nullable;

/**
 * A frame in line for one session, shared by all sessions that get the same bytes.
 *
 * @param acceptedAt when a notification was accepted, by the nano clock; zero for frames of ours
 * @param key a newer frame with an equal one takes its place; null where none does
 * @param droppable whether it may make room for a newer one
 */
record Outgoing(WireFrame frame, long acceptedAt, @Nullable Object key, boolean droppable) {

    static Outgoing ours(WireFrame frame) {
        return new Outgoing(frame, 0, null, false);
    }

    boolean isDelivery() {
        return acceptedAt != 0;
    }

    int size() {
        return frame.size();
    }
}
