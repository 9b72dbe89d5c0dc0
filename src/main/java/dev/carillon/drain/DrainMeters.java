package dev.carillon.drain;

import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Shows that a node leaves; how many have not, {@code carillon.connections} says. */
@Component
class DrainMeters {

    private final MeterRegistry meters;

    DrainMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void watch(BooleanSupplier begun) {
        Gauge.builder("carillon.draining", () -> begun.getAsBoolean() ? 1 : 0)
                .description("1 from the moment on at which this node takes in nobody more")
                .register(meters);
    }
}
