package dev.carillon.load;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import org.HdrHistogram.Histogram;

/** What was published and what arrived, and how long after it was to be published. */
public final class Traffic {

    /** In nanoseconds: a minute needs no larger histogram. */
    private static final long USUAL = 60_000_000_000L;

    private final Histogram latencies = histogram();
    private final long run;
    private long published;
    private long received;
    private long foreign;
    private long last;
    private long since = Long.MIN_VALUE;

    /** Of everything that has padding behind its stamp: nobody else publishes there. */
    public Traffic() {
        this("x".repeat(Wire.RUN));
    }

    private Traffic(String run) {
        this.run = ByteBuffer.wrap(Wire.ascii(run)).getLong();
    }

    /** Of one run alone, whoever publishes to its topics meanwhile. */
    static Traffic ofOneRun() {
        return new Traffic(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    /** A payload of it, which is to be stamped. */
    byte[] payload(int size) {
        return ByteBuffer.wrap(Wire.padding(size)).putLong(Wire.STAMP, run).array();
    }

    /** One more was published. */
    public void countPublished() {
        published++;
    }

    /** What arrived in a message that begins at {@code start}; says whether it counts. */
    boolean received(ByteBuffer input, int start, int payload) {
        if (payload < start || input.getLong(payload + Wire.STAMP) != run) {
            foreign++;
            return false;
        }
        return received(Wire.stamp(input, payload));
    }

    /** One arrived that was to be published then, in nanoseconds of this JVM; says whether it counts. */
    public boolean received(long stamp) {
        if (stamp < since) {
            return false;
        }
        received++;
        last = System.nanoTime();
        latencies.recordValue(Math.max(0, last - stamp));
        return true;
    }

    /** Begins anew; what was to be published before is not counted any longer, however late it comes. */
    void begin() {
        reset();
        foreign = 0;
        since = System.nanoTime();
        last = since;
    }

    static Histogram histogram() {
        var histogram = new Histogram(USUAL, 3);
        histogram.setAutoResize(true);
        return histogram;
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

    /** What came of others, since it began. */
    long foreign() {
        return foreign;
    }

    /** When the last one arrived. */
    long last() {
        return last;
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
