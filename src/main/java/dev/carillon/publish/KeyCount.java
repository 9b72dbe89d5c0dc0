package dev.carillon.publish;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many keys of one caller are remembered, or are going to be. Of what comes to this node it is never too low: it grows with what is
 * published, and only when it has come to its end the store is asked how many are left, now and then. Thread-safe.
 */
final class KeyCount {

    private static final Duration COUNTED_EVERY = Duration.ofSeconds(30);

    private final long most;
    private final LongSupplier stored;
    private final LongSupplier clock;
    /** It counts as full until it was counted for the first time. */
    private long keys;
    private long underWay;
    private long countAt;

    /** @param clock in nanoseconds */
    KeyCount(long most, LongSupplier stored, LongSupplier clock) {
        this.most = most;
        this.stored = stored;
        this.clock = clock;
        this.countAt = clock.getAsLong();
        this.keys = most;
    }

    /** Takes room for another key, and says so, if there is any. */
    synchronized boolean take() {
        if (keys >= most && clock.getAsLong() - countAt >= 0) {
            keys = stored.getAsLong() + underWay;
            countAt = clock.getAsLong() + COUNTED_EVERY.toNanos();
        }
        if (keys >= most) {
            return false;
        }
        keys++;
        underWay++;
        return true;
    }

    /** What it was taken for is done; the room is free again unless the key is remembered. */
    synchronized void done(boolean remembered) {
        underWay--;
        if (!remembered) {
            keys--;
        }
    }

    /** When it may be worth asking again. */
    synchronized Duration untilCounted() {
        return Duration.ofNanos(Math.max(1, countAt - clock.getAsLong()));
    }
}
