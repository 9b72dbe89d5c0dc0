package dev.carillon.relay;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Fanout;
import dev.carillon.log.Head;
import dev.carillon.log.NotificationLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the streams that somebody here is subscribed to with the store, in one query, on a thread of its own: what the broker
 * loses is read a look or two later, and while there is no broker everything is.
 */
final class Heads {

    private static final Logger logger = LoggerFactory.getLogger(Heads.class);

    private final NotificationLog log;
    private final Fanout fanout;
    private final Interests interests;
    private final BooleanSupplier connected;
    private final RelaySettings settings;
    private final RelayMeters meters;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("relay-heads").daemon().factory());
    private Map<Destination, Head> before = Map.of();
    private boolean wasConnected;
    private long comparedAt;

    /** @param connected whether the broker brings what other nodes publish */
    Heads(NotificationLog log, Fanout fanout, Interests interests, BooleanSupplier connected, RelaySettings settings,
            RelayMeters meters) {
        this.log = log;
        this.fanout = fanout;
        this.interests = interests;
        this.connected = connected;
        this.settings = settings;
        this.meters = meters;
    }

    void start() {
        long every = settings.headsEveryInOutage().toMillis();
        var _ = clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    void stop() {
        clock.shutdown();
    }

    private void look() {
        boolean brokerBrings = connected.getAsBoolean() && wasConnected;
        wasConnected = connected.getAsBoolean();
        if (brokerBrings && System.nanoTime() - comparedAt < settings.headsEvery().toNanos()) {
            return;
        }
        try {
            compare(brokerBrings);
            comparedAt = System.nanoTime();
        } catch (RuntimeException failure) {
            // The store is down, which its writer says; whatever else it is, the clock must go on.
            logger.debug("The store could not be asked for its heads", failure);
        }
    }

    /** What the store has now may still be on its way with the broker; what it had at the last look may not. */
    private void compare(boolean brokerBrings) {
        var interesting = interests.all();
        var now = interesting.isEmpty() ? Map.<Destination, Head>of() : log.heads(interesting);
        (brokerBrings ? before : now).forEach(this::reached);
        before = now;
    }

    private void reached(Destination destination, Head head) {
        if (log.forgetBehind(destination, head)) {
            meters.missed();
        }
        fanout.reached(destination, head.position());
    }
}
