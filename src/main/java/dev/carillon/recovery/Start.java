package dev.carillon.recovery;

import dev.carillon.notification.Position;

/** Where a subscriber wants to begin. */
public sealed interface Start {

    /** Whether the subscriber has more of the stream than there is up to this head. */
    default boolean isBeyond(Position head) {
        return this instanceof After(var position) && position.epoch() == head.epoch()
                && position.offset() > head.offset();
    }

    /** With what is published from now on. */
    record Live() implements Start {}

    /** With what stands behind the last notification that it had. */
    record After(Position position) implements Start {}

    /** With the last few. */
    record Last(int count) implements Start {}
}
