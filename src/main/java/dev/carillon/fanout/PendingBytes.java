package dev.carillon.fanout;

/** How many bytes wait in a lane's outboxes. Counted by the lane's thread, which shows the sum to others now and then. */
final class PendingBytes {

    private long counted;
    private volatile long shown;

    void add(long change) {
        counted += change;
    }

    /** One volatile write for a whole batch of frames instead of two for each of them. */
    void show() {
        shown = counted;
    }

    /** From any thread. */
    long shown() {
        return shown;
    }
}
