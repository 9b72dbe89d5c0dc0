package dev.carillon.fanout;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts what lanes do. Thread-safe. */
final class FanoutMeters {

    private static final Duration[] BUCKETS = {Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10)};

    private final AtomicInteger subscriptions = new AtomicInteger();
    private final Counter deliveries;
    private final Timer latency;
    private final Counter stalled;
    private final Counter overtaken;
    private final Map<Outbox.Outcome, Counter> slow = new EnumMap<>(Outbox.Outcome.class);

    FanoutMeters(MeterRegistry meters) {
        Gauge.builder("carillon.subscriptions", subscriptions, AtomicInteger::get)
                .description("Subscriptions that are open")
                .register(meters);
        this.deliveries = Counter.builder("carillon.deliveries")
                .description("Notifications written to subscriptions")
                .register(meters);
        this.latency = Timer.builder("carillon.delivery.latency")
                .description("From an accepted publish to the write to a socket, one sample a write")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        this.stalled = slow("stalled", meters);
        this.overtaken = slow("overtaken", meters);
        slow.put(Outbox.Outcome.FULL, slow("disconnect", meters));
        slow.put(Outbox.Outcome.DROPPED_OLDEST, slow("drop-oldest", meters));
        slow.put(Outbox.Outcome.REPLACED, slow("replace", meters));
    }

    /** Registers what says how much waits in all outboxes. */
    static void pending(Supplier<Number> bytes, MeterRegistry meters) {
        Gauge.builder("carillon.outbox.pending.bytes", bytes)
                .description("Bytes that wait for sockets to take them")
                .baseUnit("bytes")
                .register(meters);
    }

    void subscriptions(int change) {
        subscriptions.addAndGet(change);
    }

    /** A write is out; its oldest delivery stands for all in it, since each of them costs a share of what is measured. */
    void delivered(int count, long acceptedAt) {
        deliveries.increment(count);
        latency.record(System.nanoTime() - acceptedAt, TimeUnit.NANOSECONDS);
    }

    void offered(Outbox.Outcome outcome) {
        var counter = outcome == Outbox.Outcome.ADDED ? null : slow.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void stalled() {
        stalled.increment();
    }

    void overtaken() {
        overtaken.increment();
    }

    private static Counter slow(String action, MeterRegistry meters) {
        return Counter.builder("carillon.slow.consumers")
                .description("What full outboxes, stalled writes and retention led to")
                .tag("action", action)
                .register(meters);
    }
}
