package dev.carillon.drain;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import dev.carillon.admission.Admission;
import dev.carillon.fanout.Lanes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A node leaves: it is not ready any more, refuses who comes, and ends its sessions one after the other, so that those who return do
 * not all fall upon the others at once. Requests are answered meanwhile, up to the end of the web server. Begun by SIGTERM, or before
 * it. Thread-safe.
 */
@Component
class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final ApplicationContext context;
    private final Admission admission;
    private final Lanes lanes;
    private final DrainSettings settings;
    private final Pace pace;
    private @Nullable CompletableFuture<?> under;
    private volatile boolean running;

    Drain(ApplicationContext context, Admission admission, Lanes lanes, DrainSettings settings, Pace pace,
            DrainMeters meters) {
        this.context = context;
        this.admission = admission;
        this.lanes = lanes;
        this.settings = settings;
        this.pace = pace;
        meters.watch(this::isBegun);
    }

    /** Begins, or has begun. Done when the last session is gone. */
    synchronized CompletableFuture<?> begin() {
        if (under == null) {
            under = CompletableFuture.runAsync(this::leave, task -> Thread.ofPlatform().name("drain").start(task));
        }
        return under;
    }

    synchronized boolean isBegun() {
        return under != null;
    }

    private void leave() {
        long begun = System.nanoTime();
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        admission.close();
        log.info("This node takes in nobody more; {} connections are to go", lanes.count().join());
        long closeAt = begun + Math.min(settings.delay().toNanos(), settings.timeout().toNanos());
        for (long left = closeAt - begun; left > 0; left = closeAt - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        int left = pace.endAll(begun + settings.timeout().toNanos());
        log.info(left == 0 ? "All connections are gone" : "{} connections did not go in time, and are cut", left);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Returns when it is over: nothing else is stopped before. */
    @Override
    public void stop() {
        begin().join();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First of all: Spring's STOMP half and the web server have lower phases, and the management port the lowest. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
