package dev.carillon.inbox;

import dev.carillon.destination.UserQueue;

/**
 * A queue after a change.
 *
 * @param unread how many are left
 * @param changed whether anything was different before
 */
record Marked(UserQueue queue, long unread, boolean changed) {}
