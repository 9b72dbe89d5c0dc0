package dev.carillon.history;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Takes down, from any thread, everything that happened. */
final class History {

    private static final int SAID_AT_ONCE = 20;

    private final Map<String, Attempt> bodies = new ConcurrentHashMap<>();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Trace> traces = new ConcurrentLinkedQueue<>();
    private final Queue<StoredStream> streams = new ConcurrentLinkedQueue<>();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final LongAdder unknown = new LongAdder();
    private final Spells spells = new Spells();
    private final Delays delays = new Delays();
    private final Longest absences = new Longest();
    private final Longest stalls = new Longest();

    /** Before anything of it is sent. */
    Attempt attempt(Stream stream, Form form, String name, String body) {
        var attempt = new Attempt(stream, form, name, body, System.nanoTime());
        bodies.put(body, attempt);
        attempts.add(attempt);
        return attempt;
    }

    void answer(Answer answer) {
        switch (answer) {
            case Answer.Acknowledged(var attempt, _, _) -> acknowledged.add(attempt.body());
            case Answer.Unknown _ -> unknown.increment();
            case Answer.Refused _ -> {
            }
        }
        answers.add(answer);
    }

    Trace trace(String subscriber, Stream stream, Kind kind) {
        var trace = new Trace(subscriber, stream, kind);
        traces.add(trace);
        return trace;
    }

    /** What was seen, with the sender's own copy of the body: a long history would not fit in memory otherwise. */
    Seen.Delivered delivered(Place place, String body) {
        var attempt = bodies.get(body);
        return new Seen.Delivered(place, attempt == null ? body : attempt.body());
    }

    /** The same, for one who has been there since then: how long it took counts if it was sent later. */
    Seen.Delivered delivered(Place place, String body, long since) {
        var attempt = bodies.get(body);
        if (attempt != null && attempt.begun() >= since) {
            delays.add(attempt.begun(), System.nanoTime());
        }
        return delivered(place, body);
    }

    void stored(StoredStream stream) {
        streams.add(stream);
    }

    /** What was found while it happened. */
    void finding(Finding.Fault fault, String what) {
        var finding = new Finding(fault, what);
        findings.add(finding);
        if (findings.size() <= SAID_AT_ONCE) {
            System.out.println(finding);
        }
    }

    Collection<Attempt> attempts() {
        return attempts;
    }

    Collection<Answer> answers() {
        return answers;
    }

    Collection<Trace> traces() {
        return traces;
    }

    Collection<StoredStream> streams() {
        return streams;
    }

    Collection<Finding> findings() {
        return findings;
    }

    /** How many notifications, of which some are acknowledged more than once. */
    long acknowledged() {
        return acknowledged.size();
    }

    long unknown() {
        return unknown.sum();
    }

    Spells spells() {
        return spells;
    }

    Delays delays() {
        return delays;
    }

    /** For how long subscribers who had not left were without a subscription. */
    Longest absences() {
        return absences;
    }

    /** For how long nodes that nothing had happened to acknowledged nothing. */
    Longest stalls() {
        return stalls;
    }
}
