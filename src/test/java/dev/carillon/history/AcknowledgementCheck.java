package dev.carillon.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.carillon.history.Finding.Fault;

/**
 * Holds what a subscriber that acknowledges saw against the stream: each of its sessions begins with all that it has not
 * acknowledged so far, in order. What it has acknowledged may come again, because an ACK is not answered when it is stored; but
 * not in its last session, before which there was time for that.
 */
final class AcknowledgementCheck {

    private final Ledger ledger;
    private final Trace trace;
    private final Findings findings;
    /** Those that the service may know of, and those that it has confirmed. */
    private final BitSet sent = new BitSet();
    private final BitSet confirmed = new BitSet();
    private BitSet confirmedBefore = new BitSet();
    private BitSet sentBefore = new BitSet();
    /** What came again in this session. */
    private final List<Long> again = new ArrayList<>();
    private boolean subscribed;
    private int next = 1;

    AcknowledgementCheck(Ledger ledger, Trace trace, Findings findings) {
        this.ledger = ledger;
        this.trace = trace;
        this.findings = findings;
    }

    void check() {
        for (var step : trace.seen()) {
            switch (step) {
                case Seen.Subscribed it -> subscribed(it);
                case Seen.Delivered it -> delivered(it);
                case Seen.Acknowledging it -> sent.set((int) it.offset());
                case Seen.Acknowledged it -> confirmed.set((int) it.offset());
                case Seen.Closed _ -> closed();
            }
        }
        skipped(ledger.stored().head() + 1);
        again.forEach(offset -> findings.add(Fault.DOUBLED,
                trace + " got " + ledger.shown(offset) + " although its ACK was confirmed long ago"));
    }

    private void subscribed(Seen.Subscribed it) {
        subscribed = true;
        next = 1;
        again.clear();
        findings.demand(it.from() == null || it.recovered(), Fault.NOT_RECOVERED,
                () -> trace + " was not given what it missed: " + it);
    }

    /** What was acknowledged before a session begins is what counts in it, whatever it acknowledges itself. */
    private void closed() {
        subscribed = false;
        sentBefore = (BitSet) sent.clone();
        confirmedBefore = (BitSet) confirmed.clone();
    }

    private void delivered(Seen.Delivered it) {
        int offset = (int) it.place().offset();
        findings.demand(subscribed, Fault.REORDERED, () -> trace + " got " + offset + " before its receipt");
        if (confirmedBefore.get(offset)) {
            again.add((long) offset);
        }
        findings.demand(offset >= next, Fault.REORDERED,
                () -> trace + " got " + ledger.shown(offset) + " where " + next + " or later was next");
        skipped(offset);
        next = Math.max(next, offset + 1);
        new DeliveryCheck(ledger, findings).check(trace, it);
    }

    /** Whatever lies between what came last and this must have been acknowledged. */
    private void skipped(long offset) {
        int lost = sentBefore.nextClearBit(next);
        findings.demand(lost >= offset, Fault.LOST,
                () -> trace + " got " + offset + " where " + ledger.shown(lost) + ", not acknowledged, was next");
    }
}
