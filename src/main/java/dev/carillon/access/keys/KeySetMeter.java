package dev.carillon.access.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts how often the key sets of issuers were asked for. Thread-safe. */
@Component
class KeySetMeter {

    private final Counter fetched;
    private final Counter failed;

    KeySetMeter(MeterRegistry meters) {
        this.fetched = counter(meters, "fetched");
        this.failed = counter(meters, "failed");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("carillon.keys.fetches")
                .description("Requests for the key sets of issuers")
                .tag("outcome", outcome)
                .register(meters);
    }

    void fetched() {
        fetched.increment();
    }

    void failed() {
        failed.increment();
    }
}
