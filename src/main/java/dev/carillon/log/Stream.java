package dev.carillon.log;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Position;

/** A stream's row while a transaction appends to it. Touched by the writing thread only. */
final class Stream {

    private final long id;
    private final Destination destination;
    private final long epoch;
    private long head;
    private long unread;
    private boolean changed;

    Stream(long id, Destination destination, long epoch, long head) {
        this.id = id;
        this.destination = destination;
        this.epoch = epoch;
        this.head = head;
    }

    long id() {
        return id;
    }

    Destination destination() {
        return destination;
    }

    /** The next offset. */
    Position next() {
        changed = true;
        return new Position(epoch, ++head);
    }

    long head() {
        return head;
    }

    /** How many more, or fewer, its user has not read. */
    void unread(long change) {
        unread += change;
        changed = true;
    }

    long takeUnread() {
        long taken = unread;
        unread = 0;
        changed = false;
        return taken;
    }

    boolean isChanged() {
        return changed;
    }
}
