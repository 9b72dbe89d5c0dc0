package dev.carillon.notification;

import java.util.List;

/**
 * A part of a stream, in its order.
 *
 * @param notifications those that somebody may still get
 * @param upTo the offset up to which there are no others: the last one's, or the head where there is no more
 */
public record Page(List<Notification> notifications, long upTo) {}
