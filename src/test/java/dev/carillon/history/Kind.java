package dev.carillon.history;

/** How a subscriber behaves, and so what it may demand. */
enum Kind {
    /** Reads all it gets, and leaves only when it is cut off. */
    STEADY,
    /** Goes away and comes back with its position whenever it likes. */
    RESTLESS,
    /** Stops reading for a while now and then. */
    SLOW,
    /** Comes once, looks back, and goes. */
    VISITOR,
    /** Acknowledges some of what it gets, and demands the rest again. */
    ACKNOWLEDGING,
    /** Reads the stored stream page by page, over REST. */
    PAGING;

    /** Whether it must have read everything in the end. */
    boolean reachesHead() {
        return this != VISITOR;
    }
}
