package dev.carillon.relay;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what goes over the broker. Thread-safe. */
final class RelayMeters {

    private final MeterRegistry registry;
    private final Counter sent;
    private final Counter dropped;
    private final Counter received;
    private final Counter unwanted;
    private final Counter missed;

    RelayMeters(MeterRegistry registry) {
        this.registry = registry;
        this.sent = counter("sent", "Messages that were given to the broker");
        this.dropped = counter("dropped", "Messages that were not, because it was away or behind");
        this.received = counter("received", "Notifications of other nodes that the broker brought");
        this.unwanted = counter("unwanted", "Those of them for which nobody is here");
        this.missed = counter("missed", "Streams that had to be read because the broker had lost something of them");
    }

    void watch(BooleanSupplier connected, IntSupplier bindings, DoubleSupplier lagSeconds) {
        Gauge.builder("carillon.relay.connected", () -> connected.getAsBoolean() ? 1 : 0)
                .description("1 while there is a connection to the broker")
                .register(registry);
        Gauge.builder("carillon.relay.bindings", bindings::getAsInt)
                .description("Destinations that somebody here is subscribed to")
                .register(registry);
        Gauge.builder("carillon.relay.lag", lagSeconds::getAsDouble)
                .description("How long the broker takes to bring back what this node sends")
                .baseUnit("seconds")
                .register(registry);
    }

    void sent() {
        sent.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void received(boolean wanted) {
        received.increment();
        if (!wanted) {
            unwanted.increment();
        }
    }

    void missed() {
        missed.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder("carillon.relay." + name).description(description).register(registry);
    }
}
