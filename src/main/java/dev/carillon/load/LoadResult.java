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
 * @param seconds that it took altogether
 * @param cpuSeconds of this process
 */
public record LoadResult(LoadPlan plan, Map<String, Integer> failures, Published published, Delivered delivered,
        double seconds, double cpuSeconds) {

    static final String NONE = "–";

    /**
     * On the way in.
     *
     * @param accepted publishes that the service took
     * @param refusals answers of those that it did not take, by status; 0 for no answer
     * @param unsent how many this client could not send in time
     * @param seconds of the publishing, until the last was accepted
     */
    record Published(long accepted, Map<Integer, Integer> refusals, int unsent, double seconds) {}

    /**
     * On the way out.
     *
     * @param expected of what was accepted, one to each connection of its topic
     * @param received all of this run that came, what came twice included
     * @param missed those of the expected that a connection did not get
     * @param foreign what others published to the topics meanwhile
     * @param seconds of the publishing, until the last arrived
     */
    record Delivered(long expected, long received, long missed, long doubled, long disordered, long foreign,
            double seconds, Histogram latencies, List<Sample> samples) {}

    /** Whether everything that was asked for happened, once and in order. */
    public boolean isClean() {
        return failures.isEmpty() && published.refusals.isEmpty() && published.unsent == 0 && delivered.missed == 0
                && delivered.doubled == 0 && delivered.disordered == 0;
    }

    /** Row by row, in words. */
    public Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("connections", number(plan.connections()));
        rows.put("connections that failed", counts(failures));
        rows.put("published", rate(published.accepted, published.seconds));
        rows.put("publishes that were refused", counts(published.refusals));
        rows.put("publishes not sent in time", number(published.unsent));
        rows.put("expected deliveries", number(delivered.expected));
        rows.put("delivered", rate(delivered.received, delivered.seconds));
        rows.put("missed", number(delivered.missed));
        if (!plan.server().ephemeral()) {
            rows.put("doubled, by offset", number(delivered.doubled));
            rows.put("out of order, by offset", number(delivered.disordered));
        }
        rows.put("messages of others", number(delivered.foreign));
        for (var percentile : List.of(50.0, 90.0, 99.0, 99.9)) {
            rows.put("latency p" + String.valueOf(percentile).replace(".0", ""), latency(percentile));
        }
        rows.put("latency max", latency(100));
        rows.put("CPU of this client", String.format(Locale.ROOT, "%.2f s in %.2f s", cpuSeconds, seconds));
        return rows;
    }

    /** Of what was delivered, if anything was. */
    String latency(double percentile) {
        var latencies = delivered.latencies;
        return latencies.getTotalCount() == 0 ? NONE : millis(latencies.getValueAtPercentile(percentile));
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rate(long count, double seconds) {
        return number(count) + String.format(Locale.ROOT, ", %,.0f/s", count / seconds);
    }

    private static String counts(Map<?, Integer> counts) {
        return counts.isEmpty() ? "0" : counts.toString().replaceAll("[{}]", "").replace("=", ": ");
    }
}
