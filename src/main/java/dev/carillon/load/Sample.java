package dev.carillon.load;

import org.HdrHistogram.Histogram;

/**
 * One second of a run. Times are in nanoseconds, and zero where nothing was delivered.
 *
 * @param second from the beginning, 1 for the first
 */
public record Sample(int second, long published, long delivered, long p50, long p99, long max) {

    boolean isSilent() {
        return published == 0 && delivered == 0;
    }

    static Sample of(int second, long published, Histogram latencies) {
        return new Sample(second, published, latencies.getTotalCount(), latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99), latencies.getMaxValue());
    }
}
