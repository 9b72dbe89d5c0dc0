package dev.carillon.problem;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what was refused because there was too much of it, as {@code carillon.limits.exceeded}. Thread-safe. */
@Component
public class LimitMeter {

    private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

    LimitMeter(MeterRegistry meters) {
        for (var limit : Limit.values()) {
            counters.put(limit, Counter.builder("carillon.limits.exceeded")
                    .description("What was refused because there was too much of it")
                    .tag("limit", limit.tag())
                    .register(meters));
        }
    }

    public void count(Limit limit) {
        Objects.requireNonNull(counters.get(limit)).increment();
    }
}
