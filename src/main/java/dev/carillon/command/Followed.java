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

    /** Of a position that retention has overtaken. */
    private static final String EXPIRED = "position-expired";

    private final String destination;
    private Start start;
    /** Where to go on if what was asked for of the past is gone, as long as nothing of it has come; null otherwise. */
    private @Nullable Start live;

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
            live = null;
        }
    }

    /**
     * The service has subscribed it. From now on it has a position, even if nothing comes: to ask for the last few again would leave out what
     * is published meanwhile beyond so many.
     *
     * @param loss why what was missed does not follow; null where it does
     * @return false if it is to be subscribed once more, to what was published since the first time
     */
    boolean subscribed(@Nullable String epoch, @Nullable String head, @Nullable String loss) {
        if (start instanceof Latest(int history) && epoch != null && head != null) {
            start = new After(epoch, Long.toString(Math.max(0, Long.parseLong(head) - history)));
            live = history == 0 ? null : new After(epoch, head);
        } else if (live != null && EXPIRED.equals(loss)) {
            start = live;
            live = null;
            return false;
        } else if (loss != null) {
            read(epoch, head);
        }
        return true;
    }

    /** With where it is, as far as that is known. */
    @Override
    public String toString() {
        return start instanceof After after ? destination + " from " + after : destination;
    }
}
