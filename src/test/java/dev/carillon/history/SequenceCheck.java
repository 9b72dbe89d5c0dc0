package dev.carillon.history;

import java.util.BitSet;

import dev.carillon.history.Finding.Fault;

/** Holds what one subscriber saw against the stream: from where it began to the head, each once, in order. */
final class SequenceCheck {

    private final Ledger ledger;
    private final Trace trace;
    private final Findings findings;
    private final BitSet seen = new BitSet();
    private boolean subscribed;
    private long next;
    private long last;

    SequenceCheck(Ledger ledger, Trace trace, Findings findings) {
        this.ledger = ledger;
        this.trace = trace;
        this.findings = findings;
    }

    void check() {
        for (var step : trace.seen()) {
            switch (step) {
                case Seen.Subscribed it -> subscribed(it);
                case Seen.Delivered it -> delivered(it);
                case Seen.Closed _ -> subscribed = false;
                case Seen.Acknowledging _,Seen.Acknowledged _ -> {
                }
            }
        }
        long head = ledger.stored().head();
        findings.demand(!trace.kind().reachesHead() || next > head, Fault.LOST,
                () -> trace + " never got what is behind " + last + "; the head is " + head + "; it ends with "
                        + trace.end());
    }

    private void subscribed(Seen.Subscribed it) {
        subscribed = true;
        findings.demand(it.head().epoch().equals(ledger.stored().epoch()), Fault.CONTRADICTION,
                () -> trace + " was told another epoch: " + it);
        findings.demand(it.head().offset() >= last, Fault.LOST,
                () -> trace + " had got " + last + " when it was told of an earlier head: " + it);
        if (it.from() == null) {
            next = it.history() > 0 ? Math.max(1, it.head().offset() - it.history() + 1) : it.head().offset() + 1;
        } else {
            findings.demand(it.recovered(), Fault.NOT_RECOVERED, () -> trace + " was not given what it missed: " + it);
            next = (it.recovered() ? it.from() : it.head()).offset() + 1;
        }
    }

    private void delivered(Seen.Delivered it) {
        long offset = it.place().offset();
        findings.demand(subscribed, Fault.REORDERED, () -> trace + " got " + offset + " before its receipt");
        if (offset > next) {
            findings.add(Fault.LOST, trace + " got " + offset + " where " + ledger.shown(next) + " was next");
        } else if (offset < next) {
            findings.add(seen.get((int) offset) ? Fault.DOUBLED : Fault.REORDERED,
                    trace + " got " + ledger.shown(offset) + " where " + next + " was next");
        }
        seen.set((int) offset);
        next = Math.max(next, offset + 1);
        last = Math.max(last, offset);
        new DeliveryCheck(ledger, findings).check(trace, it);
    }
}
