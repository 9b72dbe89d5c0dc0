package dev.carillon.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;

/**
 * What one node measured since it started: its own meters by their names, series of one name added up.
 *
 * @param time by the node's clock
 * @param gauges as of now; one that is not known now is absent
 * @param counters totals
 */
record NodeFigures(String node, Instant time, NavigableMap<String, Double> gauges,
        NavigableMap<String, Double> counters, NavigableMap<String, Samples> samples) {

    private static final String OURS = "carillon.";

    static NodeFigures of(String node, Instant time, List<Meter> meters) {
        var figures = new NodeFigures(node, time, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        meters.stream().filter(meter -> meter.getId().getName().startsWith(OURS)).forEach(figures::add);
        return figures;
    }

    private void add(Meter meter) {
        var name = meter.getId().getName();
        switch (meter) {
            case Gauge gauge -> add(gauges, name, gauge.value());
            case Counter counter -> add(counters, name, counter.count());
            case Timer timer -> samples.merge(name, Samples.of(timer), Samples::plus);
            case DistributionSummary summary -> samples.merge(name, Samples.of(summary), Samples::plus);
            default -> throw new IllegalStateException("a meter of another kind: " + name);
        }
    }

    private static void add(Map<String, Double> to, String name, double value) {
        if (Double.isFinite(value)) {
            to.merge(name, value, Double::sum);
        }
    }
}
