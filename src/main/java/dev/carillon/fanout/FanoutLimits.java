package dev.carillon.fanout;

import java.time.Duration;
import java.util.function.Function;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What a session may cost.
 *
 * @param outboxFrames most frames that wait for one session, those that wait for an ACK included
 * @param outboxBytes most bytes of frames that wait for one session
 * @param deliveryAttempts how often a notification is sent that the client refuses with NACK
 * @param connectTimeout how long a socket may stay without a CONNECT that is accepted
 * @param writeTimeout how long one write may take before the session is closed
 * @param closeTimeout how long a close may take before the connection is cut
 * @param maxAge how long a session may last, about; null where it is for good
 * @param policy what a full outbox means, by destination
 */
public record FanoutLimits(int outboxFrames, long outboxBytes, int deliveryAttempts,
        Duration connectTimeout, Duration writeTimeout,
        Duration closeTimeout, @Nullable Duration maxAge, Function<Destination, OutboxPolicy> policy) {}
