package dev.carillon.history;

import java.util.HashMap;
import java.util.HashSet;

import dev.carillon.history.Finding.Fault;

/** Holds what is stored against what publishers were told. */
record StorageCheck(Ledger ledger, Findings findings) {

    void check() {
        checkOffsets();
        checkEntries();
        ledger.outcomes().forEach(this::checkOutcome);
        checkOrder();
    }

    /** 1, 2, 3 … head. */
    private void checkOffsets() {
        var stored = ledger.stored();
        long last = 0;
        for (var entry : stored.entries()) {
            long offset = entry.place().offset();
            if (offset > last + 1) {
                findings.add(Fault.LOST, stored.stream() + " has a hole between " + last + " and " + offset);
            } else if (offset == last) {
                findings.add(Fault.DOUBLED, stored.stream() + " has two of offset " + offset);
            } else if (offset < last) {
                findings.add(Fault.REORDERED, stored.stream() + " shows " + offset + " behind " + last);
            }
            last = Math.max(last, offset);
        }
        if (last != stored.head()) {
            findings.add(Fault.LOST, stored.stream() + " ends at " + last + ", its head is " + stored.head());
        }
    }

    private void checkEntries() {
        var ids = new HashSet<String>();
        var places = new HashMap<String, Place>();
        for (var entry : ledger.stored().entries()) {
            var place = entry.place();
            findings.demand(ids.add(place.id()), Fault.DOUBLED,
                    () -> "the id of " + shown(place) + " is another's as well");
            findings.demand(place.epoch().equals(ledger.stored().epoch()), Fault.CONTRADICTION,
                    () -> shown(place) + " is not of the stream's epoch " + ledger.stored().epoch());
            var outcome = ledger.outcome(entry.body());
            findings.demand(outcome != null, Fault.PHANTOM, () -> shown(place) + " was never sent there");
            findings.demand(outcome == null || outcome.mayBeStored(), Fault.PHANTOM,
                    () -> shown(place) + " was refused: " + (outcome == null ? "" : outcome.answers()));
            var earlier = places.putIfAbsent(entry.body(), place);
            findings.demand(earlier == null || earlier.equals(place), Fault.DOUBLED,
                    () -> shown(place) + " is stored at " + earlier + " as well");
        }
    }

    private void checkOutcome(Outcome outcome) {
        for (var acknowledged : outcome.acknowledged()) {
            var place = acknowledged.place();
            var entry = ledger.entry(place.offset());
            if (entry == null || !entry.body().equals(outcome.attempt().body())) {
                findings.add(Fault.LOST, outcome.attempt() + " was acknowledged as " + place + ", where there is "
                        + ledger.shown(place.offset()));
            } else {
                findings.demand(entry.place().equals(place), Fault.CONTRADICTION,
                        () -> outcome.attempt() + " was acknowledged as " + place + " but is " + entry.place());
            }
        }
        findings.demand(outcome.acknowledged().stream().map(Answer.Acknowledged::place).distinct().count() <= 1,
                Fault.DOUBLED,
                () -> outcome.attempt() + " was acknowledged as more than one: " + outcome.acknowledged());
    }

    /** What was begun after another one's acknowledgement stands behind it. */
    private void checkOrder() {
        long begun = Long.MIN_VALUE;
        Place last = null;
        for (var entry : ledger.stored().entries()) {
            var outcome = ledger.outcome(entry.body());
            if (outcome != null) {
                long answered = outcome.acknowledged()
                        .stream()
                        .mapToLong(Answer.Acknowledged::at)
                        .min()
                        .orElse(Long.MAX_VALUE);
                if (answered < begun) {
                    findings.add(Fault.REORDERED,
                            shown(entry.place()) + " was acknowledged before " + last + " was sent");
                }
                if (outcome.attempt().begun() > begun) {
                    begun = outcome.attempt().begun();
                    last = entry.place();
                }
            }
        }
    }

    private String shown(Place place) {
        return ledger.stored().stream() + " " + ledger.shown(place.offset());
    }
}
