package dev.carillon.bench;

import org.HdrHistogram.Histogram;

/** What was published and what arrived, and how long after it was to be published. */
final class Traffic {

    /** Latencies in nanoseconds, up to a minute. */
    private final Histogram latencies = new Histogram(60_000_000_000L, 3);
    private long published;
    private long received;

    void countPublished() {
        published++;
    }

    void received(long stamp) {
        received++;
        latencies.recordValue(Math.clamp(System.nanoTime() - stamp, 0, 60_000_000_000L));
    }

    long published() {
        return published;
    }

    long received() {
        return received;
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    void reset() {
        latencies.reset();
        published = 0;
        received = 0;
    }
}
