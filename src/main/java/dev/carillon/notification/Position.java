package dev.carillon.notification;

/**
 * How far a subscriber has read a stream.
 *
 * @param epoch one life of the stream: offsets of another say nothing about this one
 * @param offset 1 for the first notification of the epoch; 0 stands before it
 */
public record Position(long epoch, long offset) {

    /** The epoch as clients see it: a text that means nothing to them, since their numbers may be too small for it. */
    public String epochText() {
        return Long.toString(epoch, Character.MAX_RADIX);
    }
}
