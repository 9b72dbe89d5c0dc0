package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Visits each session once a second: one wheel of a lane instead of a timer a session. Touched by its lane's thread only.
 *
 * <p>A visit is a few comparisons, so a second serves heart-beats, stalled writes and overdue closes alike; a session stays
 * in one bucket for life and is never rescheduled.
 */
final class TimingWheel {

    /** What is done at a visit. */
    interface Visitor {

        void visit(Session session, long now);
    }

    static final long TURN_NANOS = 1_000_000_000;

    private static final int BUCKETS = 8;
    private static final long TICK_NANOS = TURN_NANOS / BUCKETS;

    private final List<Set<Session>> buckets = new ArrayList<>(BUCKETS);
    private final Visitor visitor;
    private long nextTick = System.nanoTime() + TICK_NANOS;
    private int bucket;
    private int nextBucket;

    TimingWheel(Visitor visitor) {
        this.visitor = visitor;
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(new HashSet<>());
        }
    }

    /** In turn into each bucket, so that a burst of connects is not a burst of heart-beats. */
    void add(Session session) {
        session.bucket = nextBucket;
        buckets.get(nextBucket).add(session);
        nextBucket = (nextBucket + 1) % BUCKETS;
    }

    void remove(Session session) {
        buckets.get(session.bucket).remove(session);
    }

    void forEach(Consumer<Session> action) {
        buckets.forEach(sessions -> sessions.forEach(action));
    }

    Stream<Session> sessions() {
        return buckets.stream().flatMap(Set::stream);
    }

    int size() {
        return buckets.stream().mapToInt(Set::size).sum();
    }

    long nanosToNextTick(long now) {
        return Math.max(0, nextTick - now);
    }

    /** Visits the buckets that are due. */
    void advance(long now) {
        while (now - nextTick >= 0) {
            var due = buckets.get(bucket);
            bucket = (bucket + 1) % BUCKETS;
            nextTick += TICK_NANOS;
            due.forEach(session -> visitor.visit(session, now));
        }
    }
}
