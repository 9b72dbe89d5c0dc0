package dev.carillon.helm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a query speaks of: as much of PromQL as the dashboard and the alerts are written in. */
record PromQl(String query) {

    /** Series by name, and by the values of one label. */
    record Series(String metric, String label, String value) {}

    private static final Set<String> WORDS = Set.of("absent", "and", "by", "clamp_min", "count", "histogram_quantile",
            "increase", "max", "min", "on", "or", "rate", "sum", "unless", "without");

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|without) \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");

    /** Every name that is not a word of the language; a word that is misspelt is one as well. */
    Set<String> metrics() {
        var rest = GROUPING.matcher(SELECTOR.matcher(query).replaceAll("$1"))
                .replaceAll("")
                .replaceAll("\\[[^]]*]", "");
        var metrics = new LinkedHashSet<String>();
        NAME.matcher(rest)
                .results()
                .map(match -> match.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(metrics::add);
        return metrics;
    }

    /** What its matchers want there to be, each alternative on its own; whatever a variable of Grafana stands for is there. */
    List<Series> series() {
        var series = new ArrayList<Series>();
        SELECTOR.matcher(query)
                .results()
                .forEach(selector -> MATCHER.matcher(selector.group(2))
                        .results()
                        .forEach(
                                matcher -> {
                                    for (var value : matcher.group(3).split("\\|")) {
                                        if (!matcher.group(1).matches("namespace|pod")) {
                                            series.add(new Series(selector.group(1), matcher.group(1), value));
                                        }
                                    }
                                }));
        return series;
    }

    /** The labels that it groups by. */
    Set<String> grouping() {
        var labels = new LinkedHashSet<String>();
        GROUPING.matcher(query).results().forEach(match -> labels.addAll(List.of(match.group(1).split(",\\s*"))));
        return labels;
    }
}
