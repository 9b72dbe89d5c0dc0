package dev.carillon.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many there are of each. Thread-safe. */
final class Headcount {

    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    /** Counts another one, and says so, if there are fewer than {@code limit}. */
    boolean add(String name, int limit) {
        var added = new boolean[1];
        counts.compute(name, (_, count) -> {
            int before = count == null ? 0 : count;
            added[0] = before < limit;
            return added[0] ? Integer.valueOf(before + 1) : count;
        });
        return added[0];
    }

    void remove(String name) {
        counts.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
    }
}
