package dev.carillon.recovery;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts subscribers that wanted something of the past. Thread-safe. */
@Component
class RecoveryMeters {

    private final Map<Begun.Outcome, Counter> outcomes = new EnumMap<>(Begun.Outcome.class);
    private final Counter history;

    RecoveryMeters(MeterRegistry meters) {
        for (var outcome : Begun.Outcome.values()) {
            outcomes.put(outcome, counter(outcome.code(), meters));
        }
        this.history = counter("history", meters);
    }

    void begun(Begun begun, Start start) {
        if (begun.outcome() != null) {
            Objects.requireNonNull(outcomes.get(begun.outcome())).increment();
        } else if (start instanceof Start.Last) {
            history.increment();
        }
    }

    private static Counter counter(String outcome, MeterRegistry meters) {
        return Counter.builder("carillon.recoveries")
                .description("Subscriptions that asked for what they missed")
                .tag("outcome", outcome)
                .register(meters);
    }
}
