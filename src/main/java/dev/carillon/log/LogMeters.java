package dev.carillon.log;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Measures transactions. Thread-safe. */
final class LogMeters {

    private final Timer append;
    private final DistributionSummary batch;

    LogMeters(MeterRegistry meters) {
        this.append = Timer.builder("carillon.log.append")
                .description("One transaction of the log, its commit included")
                .register(meters);
        this.batch = DistributionSummary.builder("carillon.log.batch.size")
                .description("Changes that shared a transaction")
                .register(meters);
    }

    void append(int changes, Runnable transaction) {
        append.record(transaction);
        batch.record(changes);
    }
}
