package dev.carillon.history;

import dev.carillon.history.Finding.Fault;

/** Holds one delivery against what is stored. */
record DeliveryCheck(Ledger ledger, Findings findings) {

    void check(Trace trace, Seen.Delivered delivered) {
        var place = delivered.place();
        var entry = ledger.entry(place.offset());
        if (ledger.outcome(delivered.body()) == null) {
            findings.add(Fault.PHANTOM, trace + " got what nobody sent there, " + place + " "
                    + Form.shown(delivered.body()));
        } else if (entry == null) {
            findings.add(Fault.LOST, trace + " got " + place + ", which is not stored");
        } else {
            findings.demand(entry.equals(delivered), Fault.CONTRADICTION, () -> trace + " got " + place + " "
                    + Form.shown(delivered.body()) + ", stored is " + ledger.shown(place.offset()));
        }
    }
}
