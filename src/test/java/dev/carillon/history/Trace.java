package dev.carillon.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that one subscriber saw of one stream. */
record Trace(String subscriber, Stream stream, Kind kind, List<Seen> seen) {

    Trace(String subscriber, Stream stream, Kind kind) {
        this(subscriber, stream, kind, Collections.synchronizedList(new ArrayList<>()));
    }

    void add(Seen step) {
        seen.add(step);
    }

    @Override
    public String toString() {
        return subscriber + " of " + stream;
    }
}
