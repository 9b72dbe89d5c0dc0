package dev.carillon.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A result as one file of HTML: nothing is loaded, nothing runs in it, and its numbers stand in tables, too. */
public final class LoadReport {

    private static final double[] PERCENTILES = {0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 100};

    private static final String NOTHING = "<p>Nothing was delivered.</p>";

    private LoadReport() {}

    /**
     * The whole page.
     *
     * @param host whom it was run against
     */
    public static String html(LoadResult result, String host) {
        return template().replace("{host}", escaped(host))
                .replace("{plan}", plan(result.plan()))
                .replace("{verdict}", result.isClean()
                        ? "Everything arrived, once and in order."
                        : "Not everything went as it should: see the table.")
                .replace("{rows}", rows(result))
                .replace("{time}", overTime(result.delivered().samples()))
                .replace("{distribution}", distribution(result))
                .replace("{percentiles}", percentiles(result))
                .replace("{seconds}", seconds(result.delivered().samples()));
    }

    private static String plan(LoadPlan plan) {
        return String.format(Locale.ROOT,
                "%,d connections, %,d topics, %,d notifications of %,d bytes a second, %s, for %d s",
                plan.connections(), plan.topics(), plan.rate(), plan.server().payload(),
                plan.server().ephemeral() ? "ephemeral" : "stored", plan.duration().toSeconds());
    }

    private static String rows(LoadResult result) {
        var rows = new StringBuilder();
        result.rows()
                .forEach((name, value) -> rows.append(
                        "<tr><th scope='row'>" + name + "</th><td>" + escaped(value) + "</td></tr>\n"));
        return rows.toString();
    }

    private static String overTime(List<Sample> samples) {
        // A second without a delivery has no latency: it is no point of a line.
        var delivered = samples.stream().filter(sample -> sample.delivered() > 0).toList();
        if (delivered.isEmpty()) {
            return NOTHING;
        }
        long smallest = delivered.stream().mapToLong(Sample::p50).min().orElse(0);
        long largest = delivered.stream().mapToLong(Sample::max).max().orElse(0);
        int step = Math.max(1, samples.size() / 10);
        var marks = new ArrayList<Plot.Mark>();
        for (int second = step; second <= samples.size(); second += step) {
            marks.add(new Plot.Mark(second, Integer.toString(second)));
        }
        return new Plot("time", "Latency over time", "Median, 99th percentile and maximum of each second, up to "
                + LoadResult.millis(largest), 1, samples.size(), smallest, largest).marks(marks, "second")
                .line("p50", delivered, Sample::second, Sample::p50)
                .line("p99", delivered, Sample::second, Sample::p99)
                .line("max", delivered, Sample::second, Sample::max)
                .svg();
    }

    /** The horizontal axis by how many are slower, so that each nine has the same width. */
    private static String distribution(LoadResult result) {
        var latencies = result.delivered().latencies();
        if (latencies.getTotalCount() == 0) {
            return NOTHING;
        }
        double nines = Math.clamp(Math.floor(Math.log10(Math.max((double) latencies.getTotalCount(), 10))), 1, 5);
        var points = new ArrayList<Plot.Point>();
        for (double x = 0; x <= nines; x += 0.02) {
            points.add(new Plot.Point(x, (double) latencies.getValueAtPercentile(100 - 100 / Math.pow(10, x))));
        }
        var marks = new ArrayList<Plot.Mark>();
        for (int nine = 0; nine <= nines; nine++) {
            marks.add(new Plot.Mark(nine, nine == 0 ? "0 %" : number(100 - 100 / Math.pow(10, nine)) + " %"));
        }
        return new Plot("distribution", "Distribution of latency",
                "The latency within which each share of deliveries arrived, from the fastest to the slowest",
                0, nines, points.getFirst().y(), points.getLast().y()).marks(marks, "share of deliveries")
                .line("p99", points, Plot.Point::x, Plot.Point::y)
                .svg();
    }

    private static String percentiles(LoadResult result) {
        var rows = new StringBuilder();
        for (double percentile : PERCENTILES) {
            rows.append("<tr><th scope='row'>" + number(percentile) + " %</th><td>"
                    + result.latency(percentile) + "</td></tr>\n");
        }
        return rows.toString();
    }

    private static String seconds(List<Sample> samples) {
        var rows = new StringBuilder();
        for (var sample : samples) {
            rows.append("<tr><th scope='row'>" + sample.second() + "</th>");
            for (var value : List.of(LoadResult.number(sample.published()), LoadResult.number(sample.delivered()),
                    latency(sample, sample.p50()), latency(sample, sample.p99()),
                    latency(sample, sample.max()))) {
                rows.append("<td>" + value + "</td>");
            }
            rows.append("</tr>\n");
        }
        return rows.toString();
    }

    private static String latency(Sample sample, long nanos) {
        return sample.delivered() == 0 ? LoadResult.NONE : LoadResult.millis(nanos);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number).replaceFirst("\\.?0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String template() {
        try (var file = LoadReport.class.getResourceAsStream("report.html")) {
            return new String(Objects.requireNonNull(file, "report.html").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
