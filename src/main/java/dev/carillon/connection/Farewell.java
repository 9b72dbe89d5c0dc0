package dev.carillon.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.carillon.fanout.Lanes;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends the sessions before the server stops: clients hear "service restart" (1012) and come back, or would see a dead socket. */
@Component
class Farewell implements SmartLifecycle {

    private static final int SERVICE_RESTART = 1012;
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(10);

    /** Overdue closes are cut by a wheel that turns in a second. */
    private static final long CUT_WITHIN = TimeUnit.SECONDS.toNanos(2);

    private final Lanes lanes;
    private final ConnectionMeters connections;
    private final OutboxSettings settings;
    private volatile boolean running;

    Farewell(Lanes lanes, ConnectionMeters connections, OutboxSettings settings) {
        this.lanes = lanes;
        this.connections = connections;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Waits until the sockets are closed, or as long as a close may take. */
    @Override
    public void stop() {
        lanes.endAll(SERVICE_RESTART);
        long end = System.nanoTime() + settings.closeTimeout().toNanos() + CUT_WITHIN;
        while (connections.open() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY);
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First of all: Spring's STOMP half and the web server have lower phases. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
