package dev.carillon.command;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A destination that is listened to, and how far it was read. Of one thread. */
final class Followed {

    /** Where a subscription begins, in the words of SUBSCRIBE. */
    sealed interface Start {

        Map<String, String> headers();
    }

    /** With what is published from now on, after so many that were before. */
    record Latest(int history) implements Start {

        @Override
        public Map<String, String> headers() {
            return history == 0 ? Map.of() : Map.of("history", Integer.toString(history));
        }
    }

    /** Behind a notification. */
    record After(String epoch, String offset) implements Start {

        @Override
        public Map<String, String> headers() {
            return Map.of("epoch", epoch, "offset", offset);
        }

        @Override
        public String toString() {
            return epoch + "/" + offset;
        }
    }

    private final String destination;
    private Start start;

    /** @param destination as in SUBSCRIBE */
    Followed(String destination, Start start) {
        this.destination = destination;
        this.start = start;
    }

    String destination() {
        return destination;
    }

    Start start() {
        return start;
    }

    /** Goes on behind this one; an ephemeral one has no position. */
    void read(@Nullable String epoch, @Nullable String offset) {
        if (epoch != null && offset != null) {
            start = new After(epoch, offset);
        }
    }

    /**
     * The service has subscribed it. Where nothing comes that was before, what is at the head counts as read.
     *
     * @param isRecovered whether all that was missed follows
     */
    void subscribed(@Nullable String epoch, @Nullable String head, boolean isRecovered) {
        boolean follows = start instanceof Latest(int history) && history > 0 && !"0".equals(head);
        if (!follows && !isRecovered) {
            read(epoch, head);
        }
    }

    /** With where it is, as far as that is known. */
    @Override
    public String toString() {
        return start instanceof After after ? destination + " from " + after : destination;
    }
}
