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

    /**
     * The next pause. It grows from one to the next, until a session has listened for as long as the longest of them: one that is let in
     * and closed again, as by a limit, is still the same trouble.
     *
     * @param closeCode of the last session
     * @param listened for how long it had a subscription
     */
    Duration next(int closeCode, Duration listened) {
        if (listened.toMillis() >= LAST_MILLIS) {
            ceiling = FIRST_MILLIS;
        }
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
