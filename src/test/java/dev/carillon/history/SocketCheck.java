package dev.carillon.history;

import dev.carillon.history.Finding.Fault;

/** Who is well-behaved keeps its socket as long as the service is there. */
record SocketCheck(Trace trace, Findings findings) {

    void check() {
        for (var step : trace.seen()) {
            findings.demand(!(step instanceof Seen.Closed(int code) && code != Seen.Closed.LEFT), Fault.CUT_OFF,
                    () -> trace + ": " + step);
        }
    }
}
