package dev.carillon.load;

import org.HdrHistogram.Histogram;

/** What was published and what arrived, and how long after it was to be published. */
public final class Traffic {

    /** Nanoseconds, up to a minute. */
    private static final long LONGEST = 60_000_000_000L;

    private final Histogram latencies = histogram();
    private long published;
    private long received;

    public void countPublished() {
        published++;
    }

    public void received(long stamp) {
        received++;
        latencies.recordValue(Math.clamp(System.nanoTime() - stamp, 0, LONGEST));
    }

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    /** What was measured since the last time is added to this. */
    void moveTo(Histogram all) {
        all.add(latencies);
        latencies.reset();
    }

    public long published() {
        return published;
    }

    public long received() {
        return received;
    }

    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    public void reset() {
        latencies.reset();
        published = 0;
        received = 0;
    }
}
