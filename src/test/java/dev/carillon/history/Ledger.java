package dev.carillon.history;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What is known of one stream: what the service shows of it, and what its publishers know. */
final class Ledger {

    private final StoredStream stored;
    private final Map<Long, Seen.Delivered> entries;
    private final Map<String, Outcome> outcomes = new HashMap<>();

    Ledger(StoredStream stored) {
        this.stored = stored;
        this.entries = stored.byOffset();
    }

    void attempted(Attempt attempt) {
        outcomes.put(attempt.body(), new Outcome(attempt));
    }

    void answered(Answer answer) {
        outcomes.get(answer.attempt().body()).answers().add(answer);
    }

    StoredStream stored() {
        return stored;
    }

    Seen.@Nullable Delivered entry(long offset) {
        return entries.get(offset);
    }

    @Nullable
    Outcome outcome(String body) {
        return outcomes.get(body);
    }

    Iterable<Outcome> outcomes() {
        return outcomes.values();
    }

    /** A stored notification, said so that a reader can look for it elsewhere. */
    String shown(long offset) {
        var entry = entries.get(offset);
        return offset + (entry == null ? " (nothing)" : " " + Form.shown(entry.body()));
    }
}
