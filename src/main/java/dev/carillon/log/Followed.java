package dev.carillon.log;

import dev.carillon.destination.Destination;

/**
 * Which streams this process hears of whoever appends to them. What it has in memory of any other may be old, and is not used.
 */
public interface Followed {

    /** From any thread. */
    boolean isFollowed(Destination destination);
}
