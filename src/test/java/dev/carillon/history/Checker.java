package dev.carillon.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.carillon.history.Finding.Fault;

/** Finds in a history whatever breaks a promise. */
final class Checker {

    private final Findings findings = new Findings();
    private final Map<Stream, Ledger> ledgers = new HashMap<>();

    private Checker() {}

    /** @param excused whether there was a reason to close a steady one's socket, as there is none where the service stays */
    static List<Finding> check(History history, Predicate<Seen.Closed> excused) {
        var checker = new Checker();
        checker.read(history);
        checker.checkAll(history, excused);
        return checker.findings.all();
    }

    private void read(History history) {
        findings.addAll(history.findings());
        history.streams().forEach(stored -> ledgers.put(stored.stream(), new Ledger(stored)));
        history.attempts()
                .forEach(attempt -> ledger(attempt.stream()).ifPresentOrElse(
                        ledger -> ledger.attempted(attempt),
                        () -> findings.add(Fault.LOST, attempt + ": its stream cannot be read")));
        history.answers()
                .forEach(answer -> ledger(answer.attempt().stream())
                        .ifPresent(ledger -> ledger.answered(answer)));
    }

    private void checkAll(History history, Predicate<Seen.Closed> excused) {
        ledgers.values().forEach(ledger -> new StorageCheck(ledger, findings).check());
        for (var trace : history.traces()) {
            ledger(trace.stream()).ifPresent(ledger -> check(ledger, trace));
            if (trace.kind() == Kind.STEADY) {
                new SocketCheck(trace, excused, findings).check();
            }
        }
    }

    private void check(Ledger ledger, Trace trace) {
        if (trace.kind() == Kind.ACKNOWLEDGING) {
            new AcknowledgementCheck(ledger, trace, findings).check();
        } else {
            new SequenceCheck(ledger, trace, findings).check();
        }
    }

    private Optional<Ledger> ledger(Stream stream) {
        return Optional.ofNullable(ledgers.get(stream));
    }
}
