package dev.carillon.history;

import java.util.function.Predicate;

import dev.carillon.history.Finding.Fault;

/** Who is well-behaved keeps its socket unless there is an excuse. */
record SocketCheck(Trace trace, Predicate<Seen.Closed> excused, Findings findings) {

    void check() {
        for (var step : trace.seen()) {
            if (step instanceof Seen.Closed closed && closed.code() != Seen.Closed.LEFT && !excused.test(closed)) {
                findings.add(Fault.CUT_OFF, trace + ": " + closed);
            }
        }
    }
}
