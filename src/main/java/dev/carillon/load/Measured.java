package dev.carillon.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** The latencies of a run, altogether and second by second. */
final class Measured implements Loop.Turn {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Traffic traffic;
    private final Histogram all = Traffic.histogram();
    private final List<Sample> samples = new ArrayList<>();
    private long due = System.nanoTime() + SECOND;
    private long published;

    Measured(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public long turn(long now) {
        if (now >= due) {
            take();
            due += SECOND;
        }
        return due;
    }

    /** Takes what came in the last, broken second, where something did. */
    void finish() {
        take();
        if (samples.getLast().isSilent()) {
            samples.removeLast();
        }
    }

    /** The silent ones, too: a second is numbered by the clock. */
    private void take() {
        var second = Traffic.histogram();
        traffic.moveTo(second);
        all.add(second);
        samples.add(Sample.of(samples.size() + 1, traffic.published() - published, second));
        published = traffic.published();
    }

    /** Of the last second. */
    double p99Millis() {
        return samples.isEmpty() ? 0 : samples.getLast().p99() / 1e6;
    }

    Histogram all() {
        return all;
    }

    List<Sample> samples() {
        return samples;
    }
}
