package dev.carillon.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that one subscriber saw of one stream. */
record Trace(String subscriber, Stream stream, Kind kind, List<Seen> seen) {

    private static final int SHOWN = 4;

    Trace(String subscriber, Stream stream, Kind kind) {
        this(subscriber, stream, kind, Collections.synchronizedList(new ArrayList<>()));
    }

    void add(Seen step) {
        seen.add(step);
    }

    /** The last steps, for people. */
    List<Seen> end() {
        return seen.subList(Math.max(0, seen.size() - SHOWN), seen.size());
    }

    @Override
    public String toString() {
        return subscriber + " of " + stream;
    }
}
