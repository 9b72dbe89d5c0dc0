package dev.carillon.fanout;

/** What happens to a notification for a session whose outbox is full. */
public enum OutboxPolicy {

    /** The session is closed with 4508 and recovers by itself: nothing is lost in silence. */
    DISCONNECT,
    /** The oldest waiting notification makes room: for topics where only the recent past counts. */
    DROP_OLDEST,
    /** A newer notification takes the place of a waiting one with the same key: for topics that carry a state. */
    LATEST_PER_KEY
}
