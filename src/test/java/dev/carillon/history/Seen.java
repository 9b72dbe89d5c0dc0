package dev.carillon.history;

import org.jspecify.annotations.Nullable;

/** One step of a subscriber, in the order in which it saw them. */
sealed interface Seen {

    /**
     * The service has confirmed a subscription.
     *
     * @param from what the subscriber said it had read
     * @param history how far back it wanted to look
     * @param head what the service said the stream's head was
     * @param recovered whether it said that what was missed will follow
     */
    record Subscribed(@Nullable Position from, int history, Position head, boolean recovered) implements Seen {}

    record Delivered(Place place, String body) implements Seen {}

    /** An ACK goes out. */
    record Acknowledging(long offset) implements Seen {}

    /** The service has confirmed the ACK. */
    record Acknowledged(long offset) implements Seen {}

    /**
     * @param code the service's close code, 1006 where it did not say, {@link #LEFT} or {@link #SILENT}
     * @param node which node it was
     * @param at nanoseconds of this process's clock
     */
    record Closed(int code, String node, long at) implements Seen {

        /** The subscriber itself went away. */
        static final int LEFT = 0;
        /** It did so because nothing came any more. */
        static final int SILENT = -1;

        /** Whether the service said why. */
        boolean isExplained() {
            return code > LEFT && code != Disconnected.ABNORMAL;
        }

        Closed(int code) {
            this(code, "", System.nanoTime());
        }
    }
}
