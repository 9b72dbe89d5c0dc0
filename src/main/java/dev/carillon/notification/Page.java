package dev.carillon.notification;

import java.util.List;

/**
 * A part of a stream, in its order.
 *
 * @param notifications those that somebody may still get
 * @param upTo the offset up to which there are no others: the last one's, or the head where there is no more
 * @param tail the offset up to which retention has taken what was there, known when the page was read or later
 */
public record Page(List<Notification> notifications, long upTo, long tail) {}
