package dev.carillon.log;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sweeps every second, on a thread of its own. */
@Component
class Retention implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Retention.class);

    private static final long EVERY_SECONDS = 1;

    private final Sweep sweep;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("retention").daemon().factory());

    Retention(NotificationLog log, LogSettings settings) {
        this.sweep = new Sweep(log, Keeping.of(settings));
        var _ = clock.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            sweep.run(System.currentTimeMillis());
        } catch (RuntimeException failure) {
            // The store is down, which its writer says: what is old waits, and the clock must go on.
            logger.debug("Nothing could be swept", failure);
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
