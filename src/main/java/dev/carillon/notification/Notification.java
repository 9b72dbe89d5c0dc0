package dev.carillon.notification;

import java.time.Instant;
import java.util.Map;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * An immutable event on its way to the subscribers of a destination.
 *
 * @param type what kind of event it is, in the publisher's words; null where it named none
 * @param key for topics that carry a state: a newer notification of the same key makes this one worthless; null for none
 * @param headers what else the publisher said of it, by name, in its order; no name that a MESSAGE has of its own
 * @param timestamp when Carillon accepted it, to the millisecond
 */
public record Notification(NotificationId id, Destination destination, @Nullable String type, @Nullable String key,
        Map<String, String> headers, Payload payload, Instant timestamp) {}
