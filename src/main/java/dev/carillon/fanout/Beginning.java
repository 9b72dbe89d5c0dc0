package dev.carillon.fanout;

import dev.carillon.notification.Position;

/**
 * Where a subscription begins.
 *
 * @param from up to where the client has everything
 * @param head up to where the history is known to reach
 * @param acknowledgedUpTo up to this offset it gets only what no client has acknowledged; 0 for everything
 */
public record Beginning(Subscription subscription, Position from, long head, long acknowledgedUpTo) {}
