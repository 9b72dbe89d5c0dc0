package dev.carillon.load;

import org.HdrHistogram.Histogram;

/** What was published and what arrived, and how long after it was to be published. */
public final class Traffic {

    /** Nanoseconds, up to a minute. */
    private static final long LONGEST = 60_000_000_000L;

    private final Histogram latencies = histogram();
    private long published;
    private long received;
    private long since = Long.MIN_VALUE;

    /** One more was published. */
    public void countPublished() {
        published++;
    }

    /** One arrived that was to be published then, in nanoseconds of this JVM. */
    public void received(long stamp) {
        if (stamp < since) {
            return;
        }
        received++;
        latencies.recordValue(Math.clamp(System.nanoTime() - stamp, 0, LONGEST));
    }

    /** What was to be published before is not counted any longer, however late it comes. */
    void countFrom(long nanos) {
        since = nanos;
    }

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    /** What was measured since the last time is added to this. */
    void moveTo(Histogram all) {
        all.add(latencies);
        latencies.reset();
    }

    /** Since the last {@link #reset}. */
    public long published() {
        return published;
    }

    /** Since the last {@link #reset}. */
    public long received() {
        return received;
    }

    /** Of latency, for a percentile of 0 to 100. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /** Begins anew. */
    public void reset() {
        latencies.reset();
        published = 0;
        received = 0;
    }
}
