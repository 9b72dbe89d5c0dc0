package dev.carillon.log;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something with what is stored at a cadence, on a thread of its own. */
public final class RegularWork implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(RegularWork.class);

    private final ScheduledExecutorService clock;
    private final String name;
    private final Runnable work;

    /** @param name of the thread as well */
    public RegularWork(String name, Duration every, Runnable work) {
        this.name = name;
        this.work = work;
        this.clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name).daemon().factory());
        var _ = clock.scheduleWithFixedDelay(this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException failure) {
            // The store is down, which its writer says: what there is to do waits, and the clock must go on.
            logger.debug("{} has to wait", name, failure);
        }
    }

    /** Waits for what is under way, which needs what is closed next. */
    @Override
    public void close() {
        clock.close();
    }
}
