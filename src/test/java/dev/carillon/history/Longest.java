package dev.carillon.history;

import java.util.Locale;

/** The longest of many times, and whose it was. Thread-safe. */
final class Longest {

    private static final double NANOS = 1e9;

    private long nanos;
    private String whose = "nobody";

    synchronized void add(long time, String owner) {
        if (time > nanos) {
            nanos = time;
            whose = owner;
        }
    }

    @Override
    public synchronized String toString() {
        return seconds(nanos) + " (" + whose + ")";
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / NANOS);
    }
}
