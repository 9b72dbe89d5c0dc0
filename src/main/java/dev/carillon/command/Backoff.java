package dev.carillon.command;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a connection is opened again, as the protocol's close codes say. Of one thread. */
final class Backoff {

    private static final int MAX_AGE = 1001;
    private static final int RESTART = 1012;
    private static final int RESTART_SPREAD_MILLIS = 10_000;
    private static final long FIRST_MILLIS = 500;
    private static final long LAST_MILLIS = 30_000;

    private long ceiling = FIRST_MILLIS;

    /** Whether one that was closed like this is not to come back unchanged. */
    static boolean isFinal(int closeCode) {
        return closeCode >= 4400 && closeCode < 4500;
    }

    /** A session was opened: the next trouble is a new one. */
    void reset() {
        ceiling = FIRST_MILLIS;
    }

    Duration next(int closeCode) {
        var random = ThreadLocalRandom.current();
        if (closeCode == MAX_AGE) {
            return Duration.ZERO;
        }
        if (closeCode == RESTART) {
            return Duration.ofMillis(random.nextInt(1000, RESTART_SPREAD_MILLIS));
        }
        long millis = random.nextLong(ceiling / 2, ceiling);
        ceiling = Math.min(ceiling * 2, LAST_MILLIS);
        return Duration.ofMillis(millis);
    }
}
