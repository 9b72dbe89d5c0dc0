package dev.carillon.drain;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import dev.carillon.fanout.Lanes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends sessions a few at a time. For one thread. */
@Component
class Pace {

    private static final Logger log = LoggerFactory.getLogger(Pace.class);

    /** Registered with IANA, as RFC 6455 section 11.7 asks: "service restart", come back after a random time. */
    private static final int SERVICE_RESTART = 1012;

    /** From one step to the next, about: each is of a random length, so that nothing falls into step with it. */
    private static final long STEP = Duration.ofMillis(10).toNanos();
    private static final long TELL_EVERY = Duration.ofSeconds(5).toNanos();
    private static final double NANOS = Duration.ofSeconds(1).toNanos();
    /** Of the rate, as a second may have a step more in it than time for it. */
    private static final double SHARE = 0.95;

    private final Lanes lanes;
    private final double rate;

    Pace(Lanes lanes, DrainSettings settings) {
        this.lanes = lanes;
        this.rate = settings.rate() * SHARE;
    }

    /**
     * Ends all, and returns when they are gone, or have had the time for it.
     *
     * @param end nanoseconds of the system's clock, when those that are left are ended at once
     * @return how many did not go
     */
    int endAll(long end) {
        long begun = System.nanoTime();
        long ended = 0;
        long told = begun;
        for (long now = begun; now < end && count() > 0; now = System.nanoTime()) {
            int due = (int) (rate * (now - begun) / NANOS - ended);
            ended += due > 0 ? lanes.end(due, SERVICE_RESTART) : 0;
            if (now - told > TELL_EVERY) {
                told = now;
                log.info("{} connections are to go", count());
            }
            step();
        }
        lanes.endAll(SERVICE_RESTART);
        long gone = System.nanoTime() + lanes.goneWithin().toNanos();
        while (count() > 0 && System.nanoTime() < gone) {
            step();
        }
        return count();
    }

    private int count() {
        return lanes.count().join();
    }

    private static void step() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(STEP / 2, STEP * 3 / 2));
    }
}
