package dev.carillon.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What was measured: values of each round, by scenario, peer and column. */
final class Results {

    private final Map<String, Map<String, Map<String, List<Double>>>> all = new LinkedHashMap<>();

    void add(String scenario, String peer, Map<String, Double> values) {
        var columns = all.computeIfAbsent(scenario, _ -> new LinkedHashMap<>())
                .computeIfAbsent(peer, _ -> new LinkedHashMap<>());
        values.forEach((column, value) -> columns.computeIfAbsent(column, _ -> new ArrayList<>()).add(value));
    }

    /** The median; NaN where nothing was measured. */
    double median(String scenario, String peer, String column) {
        var values = all.getOrDefault(scenario, Map.of()).getOrDefault(peer, Map.of()).get(column);
        return values == null ? Double.NaN : median(values);
    }

    /** A table for each scenario: the median, and the range where there is one. */
    String markdown() {
        var text = new StringBuilder();
        all.forEach((scenario, peers) -> {
            var columns = peers.values().stream().flatMap(row -> row.keySet().stream()).distinct().toList();
            text.append("\n### ").append(scenario).append("\n\n| server | ").append(String.join(" | ", columns));
            text.append(" |\n|---|").append("---|".repeat(columns.size())).append('\n');
            peers.forEach((peer, row) -> {
                text.append("| ").append(peer);
                columns.forEach(column -> text.append(" | ").append(cell(row.get(column))));
                text.append(" |\n");
            });
        });
        return text.toString();
    }

    private static String cell(List<Double> values) {
        if (values == null) {
            return "–";
        }
        var sorted = new TreeSet<>(values);
        var median = number(median(values));
        return sorted.size() == 1
                ? median
                : median + " (" + number(sorted.first()) + "–" + number(sorted.last()) + ")";
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
