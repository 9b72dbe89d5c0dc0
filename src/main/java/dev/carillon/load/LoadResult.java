package dev.carillon.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What a run has shown.
 *
 * @param failures why connections failed, and how many for each reason
 * @param accepted publishes that the service took
 * @param refusals answers of publishes that it did not take, by status; 0 for no answer
 * @param expected deliveries: of what was accepted, one to each connection of its topic
 * @param delivered all that came, what came twice included
 * @param cpuSeconds of this process
 */
public record LoadResult(LoadPlan plan, Map<String, Integer> failures, long accepted, Map<Integer, Integer> refusals,
        long expected, long delivered, long doubled, long disordered, double seconds, double cpuSeconds,
        Histogram latencies, List<Sample> samples) {

    long missed() {
        return Math.max(0, expected - (delivered - doubled));
    }

    /** Whether everything that was asked for happened, once and in order. */
    public boolean isClean() {
        return failures.isEmpty() && refusals.isEmpty() && missed() == 0 && doubled == 0 && disordered == 0;
    }

    /** Row by row, in words. */
    public Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("connections", number(plan.connections()));
        rows.put("connections that failed", counts(failures));
        rows.put("published", number(accepted) + ", " + perSecond(accepted));
        rows.put("publishes that were refused", counts(refusals));
        rows.put("expected deliveries", number(expected));
        rows.put("delivered", number(delivered) + ", " + perSecond(delivered));
        rows.put("missed", number(missed()));
        if (!plan.server().ephemeral()) {
            rows.put("doubled, by offset", number(doubled));
            rows.put("out of order, by offset", number(disordered));
        }
        for (var percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
            rows.put("latency p" + String.valueOf(percentile).replace(".0", ""),
                    millis(latencies.getValueAtPercentile(percentile)));
        }
        rows.put("latency max", millis(latencies.getMaxValue()));
        rows.put("CPU of this client", String.format(Locale.ROOT, "%.2f s in %.2f s", cpuSeconds, seconds));
        return rows;
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private String perSecond(long count) {
        return String.format(Locale.ROOT, "%,.0f/s", count / seconds);
    }

    private static String counts(Map<?, Integer> counts) {
        return counts.isEmpty() ? "0" : counts.toString().replaceAll("[{}]", "").replace("=", ": ");
    }
}
