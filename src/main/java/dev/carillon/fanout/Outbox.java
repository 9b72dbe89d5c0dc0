package dev.carillon.fanout;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The frames that wait for one session, in order, bounded by count and bytes. Touched by its lane's thread only. */
final class Outbox {

    /** What became of an offer. */
    enum Outcome {
        ADDED,
        REPLACED,
        DROPPED_OLDEST,
        FULL
    }

    private final FanoutLimits limits;
    private final PendingBytes pending;
    private final ArrayDeque<Outgoing> frames = new ArrayDeque<>(0);
    private long bytes;
    private int unacknowledged;
    private long unacknowledgedBytes;

    /** @param pending counts what waits in all outboxes of a lane */
    Outbox(FanoutLimits limits, PendingBytes pending) {
        this.limits = limits;
        this.pending = pending;
    }

    /**
     * Adds a frame of ours (a receipt, an ERROR). They may fill an outbox a second time over, because what a client is
     * owed must not fail for what others publish; a client that asks for more and reads none of it is another matter.
     */
    boolean add(WireFrame frame) {
        append(Outgoing.ours(frame));
        return frames.size() <= 2 * limits.outboxFrames() && bytes <= 2 * limits.outboxBytes();
    }

    /** Adds a notification where there is room, or the policy makes some. */
    Outcome offer(Outgoing frame) {
        var key = frame.key();
        var outcome = key != null && removeFirst(other -> key.equals(other.key())) ? Outcome.REPLACED : Outcome.ADDED;
        while (!hasRoom(frame) && frame.droppable()) {
            // One may not be enough: a large frame takes the room of several.
            if (!removeFirst(Outgoing::droppable)) {
                break;
            }
            outcome = Outcome.DROPPED_OLDEST;
        }
        if (!hasRoom(frame)) {
            return Outcome.FULL;
        }
        append(frame);
        return outcome;
    }

    /** Adds a notification of the past, for which there was {@link #isLow room} when it was asked for. */
    void replay(Outgoing frame) {
        append(frame);
    }

    /** Whether a page of the past fits: what is sent must not leave the live ones without room. */
    boolean isLow() {
        return frames.size() <= limits.outboxFrames() / 4 && bytes <= limits.outboxBytes() / 4
                && unacknowledged <= limits.outboxFrames() / 2 && unacknowledgedBytes <= limits.outboxBytes() / 2;
    }

    /** What waits for an ACK is held here as much as what waits for the socket. */
    boolean hasRoom(Outgoing frame) {
        return frames.size() < limits.outboxFrames() && bytes + frame.size() <= limits.outboxBytes()
                && unacknowledged <= limits.outboxFrames() && unacknowledgedBytes <= limits.outboxBytes();
    }

    /** A frame of this session has to be acknowledged, and is kept until it is. */
    void unacknowledged(WireFrame frame) {
        unacknowledged++;
        unacknowledgedBytes += frame.size();
    }

    /** It is, or never will be. */
    void settled(WireFrame frame) {
        unacknowledged--;
        unacknowledgedBytes -= frame.size();
    }

    /** The next in line; null where none is. */
    @Nullable
    Outgoing peek() {
        return frames.peek();
    }

    /** Takes the next in line out. */
    void remove() {
        account(-frames.remove().size());
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void clear() {
        account(-bytes);
        frames.clear();
    }

    private void append(Outgoing frame) {
        frames.add(frame);
        account(frame.size());
    }

    private boolean removeFirst(Predicate<Outgoing> condition) {
        for (Iterator<Outgoing> all = frames.iterator(); all.hasNext();) {
            var frame = all.next();
            if (condition.test(frame)) {
                all.remove();
                account(-frame.size());
                return true;
            }
        }
        return false;
    }

    private void account(long change) {
        bytes += change;
        pending.add(change);
    }
}
