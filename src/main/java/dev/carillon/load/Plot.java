package dev.carillon.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A plot of latencies in SVG, their axis logarithmic: what is seldom is not to make the rest flat. */
final class Plot {

    /** A mark on the horizontal axis. */
    record Mark(double x, String text) {}

    /** @param y in nanoseconds */
    record Point(double x, double y) {}

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 14;
    private static final int RIGHT = 30;

    private final StringBuilder svg = new StringBuilder();
    private final double from;
    private final double to;
    private final double low;
    private final double high;

    /** Over this range of the horizontal axis, for latencies of these nanoseconds. */
    Plot(String id, String title, String description, double from, double to, double smallest, double largest) {
        this.from = from;
        this.to = to;
        this.low = Math.floor(Math.log10(Math.max(smallest, 1000)));
        this.high = Math.max(Math.ceil(Math.log10(Math.max(largest, 1000))), low + 1);
        svg.append(String.format(Locale.ROOT,
                "<svg viewBox='0 0 %d %d' role='img' aria-labelledby='%s-title %s-desc'>", WIDTH, HEIGHT, id, id));
        svg.append(String.format(Locale.ROOT,
                "<title id='%s-title'>%s</title><desc id='%s-desc'>%s</desc>", id, title, id, description));
        for (double decade = low; decade <= high; decade++) {
            double y = y(Math.pow(10, decade));
            svg.append(String.format(Locale.ROOT,
                    "<line class='grid' x1='%d' y1='%.1f' x2='%d' y2='%.1f'/>", LEFT, y, WIDTH - RIGHT, y));
            svg.append(String.format(Locale.ROOT,
                    "<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 8, y + 4, label(decade)));
        }
    }

    private static String label(double decade) {
        double millis = Math.pow(10, decade - 6);
        return millis < 1
                ? String.format(Locale.ROOT, "%.0f µs", millis * 1000)
                : millis < 1000
                        ? String.format(Locale.ROOT, "%.0f ms", millis)
                        : String.format(Locale.ROOT, "%.0f s", millis / 1000);
    }

    Plot marks(List<Mark> marks, String axis) {
        for (var mark : marks) {
            svg.append(String.format(Locale.ROOT,
                    "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x(mark.x), HEIGHT - BOTTOM + 16,
                    mark.text));
        }
        svg.append(String.format(Locale.ROOT,
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, axis));
        return this;
    }

    /** @param kind the class by which it is coloured */
    <T> Plot line(String kind, List<T> values, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
        svg.append(String.format(Locale.ROOT,
                "<polyline class='%s' points='", kind));
        for (var value : values) {
            svg.append(String.format(Locale.ROOT,
                    "%.1f,%.1f ", x(x.applyAsDouble(value)), y(y.applyAsDouble(value))));
        }
        svg.append("'/>");
        return this;
    }

    String svg() {
        return svg + "</svg>";
    }

    private double x(double value) {
        return LEFT + (value - from) / Math.max(to - from, 1e-9) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double nanos) {
        double share = (Math.log10(Math.max(nanos, 1000)) - low) / (high - low);
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

}
