package dev.carillon.log;

import dev.carillon.notification.Position;

/**
 * The ends of a stream.
 *
 * @param epoch one life of the stream
 * @param offset of its newest notification; 0 where there never was one
 * @param tail up to which offset retention has taken away what was there; 0 for nothing
 */
public record Head(long epoch, long offset, long tail) {

    /** Whether a later look at the stream has found more. */
    public boolean isBehind(Head later) {
        return epoch != later.epoch || offset < later.offset || tail < later.tail;
    }

    public Position position() {
        return new Position(epoch, offset);
    }
}
