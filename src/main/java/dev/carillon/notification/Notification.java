package dev.carillon.notification;

import java.time.Instant;
import java.util.Map;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * An immutable event on its way to the subscribers of a destination.
 *
 * @param type what kind of event it is, in the publisher's words; null where it named none
 * @param key a newer notification of the same key makes this one worthless; null for none
 * @param headers what else the publisher said of it, by name, in its order; no name that a MESSAGE has of its own
 * @param timestamp when Carillon accepted it, to the millisecond
 * @param expiresAt from when on nobody gets it any more, to the millisecond; null for never
 * @param position where it stands in its destination's stream; null while it has not been stored, or never will be
 */
public record Notification(NotificationId id, Destination destination, @Nullable String type, @Nullable String key,
        Map<String, String> headers, Payload payload, Instant timestamp, @Nullable Instant expiresAt,
        @Nullable Position position) {

    /** What the types of the service's own notifications begin with; publishers have none such. */
    public static final String OWN_TYPES = "carillon.";

    /** One that is not stored and does not expire. */
    public Notification(NotificationId id, Destination destination, @Nullable String type, @Nullable String key,
            Map<String, String> headers, Payload payload, Instant timestamp) {
        this(id, destination, type, key, headers, payload, timestamp, null, null);
    }

    /** The same, stored. */
    public Notification at(Position stored) {
        return new Notification(id, destination, type, key, headers, payload, timestamp, expiresAt, stored);
    }

    /** Whether it tells a client about the service's doings: nobody has to read it. */
    public boolean isOwn() {
        return type != null && type.startsWith(OWN_TYPES);
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
