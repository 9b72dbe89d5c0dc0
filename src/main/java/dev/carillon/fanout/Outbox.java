package dev.carillon.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The frames that wait for one session, in order, bounded by count and bytes. Touched by its lane's thread only. */
final class Outbox {

    /**
     * A frame in line.
     *
     * @param acceptedAt when a notification was accepted, by the nano clock; zero for frames of ours
     * @param key a newer frame with an equal one takes its place; null where none does
     * @param droppable whether it may make room for a newer one
     */
    record Entry(WireFrame frame, long acceptedAt, @Nullable Object key, boolean droppable) {

        private boolean isDelivery() {
            return acceptedAt != 0;
        }
    }

    /** What goes out in one flush; {@code acceptedAt} is the oldest delivery's. */
    record Batch(List<WireFrame> frames, int deliveries, long acceptedAt) {}

    /** What became of an offer. */
    enum Outcome {
        ADDED,
        REPLACED,
        DROPPED_OLDEST,
        FULL
    }

    private final FanoutLimits limits;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>(0);
    private long bytes;

    Outbox(FanoutLimits limits) {
        this.limits = limits;
    }

    /** Adds a frame of ours (a receipt, an ERROR), for which there is always room. */
    void add(WireFrame frame) {
        append(new Entry(frame, 0, null, false));
    }

    /**
     * Adds a notification where there is room, or the policy makes some.
     *
     * @param unacknowledged how many wait for an ACK of its subscription, this one included
     */
    Outcome offer(Entry entry, int unacknowledged) {
        var key = entry.key();
        var outcome = key != null && removeFirst(other -> key.equals(other.key())) ? Outcome.REPLACED : Outcome.ADDED;
        while (!hasRoom(entry, unacknowledged) && entry.droppable()) {
            // One may not be enough: a large frame takes the room of several.
            if (!removeFirst(Entry::droppable)) {
                break;
            }
            outcome = Outcome.DROPPED_OLDEST;
        }
        if (!hasRoom(entry, unacknowledged)) {
            return Outcome.FULL;
        }
        append(entry);
        return outcome;
    }

    /** Takes what goes out in one flush: one frame, and more as long as they are {@code maxBytes} at most. */
    Batch take(int maxBytes) {
        var frames = new ArrayList<WireFrame>(entries.size());
        long taken = 0;
        int deliveries = 0;
        long acceptedAt = 0;
        while (!entries.isEmpty() && (frames.isEmpty() || taken + entries.peek().frame().size() <= maxBytes)) {
            var entry = entries.remove();
            taken += entry.frame().size();
            if (entry.isDelivery() && deliveries++ == 0) {
                acceptedAt = entry.acceptedAt();
            }
            frames.add(entry.frame());
        }
        bytes -= taken;
        return new Batch(frames, deliveries, acceptedAt);
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean hasRoom(Entry entry, int unacknowledged) {
        return entries.size() < limits.outboxFrames() && unacknowledged <= limits.outboxFrames()
                && bytes + entry.frame().size() <= limits.outboxBytes();
    }

    private void append(Entry entry) {
        entries.add(entry);
        bytes += entry.frame().size();
    }

    private boolean removeFirst(Predicate<Entry> condition) {
        for (Iterator<Entry> all = entries.iterator(); all.hasNext();) {
            var entry = all.next();
            if (condition.test(entry)) {
                all.remove();
                bytes -= entry.frame().size();
                return true;
            }
        }
        return false;
    }
}
