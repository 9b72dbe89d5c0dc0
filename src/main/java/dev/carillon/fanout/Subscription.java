package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/** One SUBSCRIBE of one session, and what it has been sent and not acknowledged. Touched by its lane's thread only. */
final class Subscription {

    /** A notification that waits for its ACK. */
    record Unacknowledged(WireFrame frame, int attempts) {}

    private static final int UUID_LENGTH = 36;

    private final Session session;
    private final Destination destination;
    private final AckMode ackMode;
    private final Encoder.Variant variant;
    private final Map<String, Unacknowledged> unacknowledged;

    /** Where the index keeps it, so that it is taken out without a search. */
    int slot;

    Subscription(Session session, @Nullable String id, Destination destination, AckMode ackMode) {
        this.session = session;
        this.destination = destination;
        this.ackMode = ackMode;
        this.unacknowledged = ackMode == AckMode.AUTO ? Map.of() : new LinkedHashMap<>();
        this.variant = new Encoder.Variant(id, session.version(), ackMode != AckMode.AUTO);
    }

    Session session() {
        return session;
    }

    Destination destination() {
        return destination;
    }

    /** The frame of a notification for this subscription, remembered until it is acknowledged where that is asked. */
    Outgoing frame(Encoder encoder) {
        var frame = encoder.frame(variant);
        if (ackMode != AckMode.AUTO) {
            remember(encoder.notification().id().toString(), new Unacknowledged(frame.frame(), 1));
        }
        return frame;
    }

    /** Takes out what an ACK or NACK of this notification covers; nothing where it is not known or no longer. */
    Map<String, Unacknowledged> settle(String notificationId) {
        var settled = new LinkedHashMap<String, Unacknowledged>();
        if (!unacknowledged.containsKey(notificationId)) {
            return settled;
        }
        for (var id : ackMode == AckMode.CLIENT ? List.copyOf(unacknowledged.keySet()) : List.of(notificationId)) {
            var entry = unacknowledged.remove(id);
            if (entry != null) {
                session.outbox().settled(entry.frame());
                settled.put(id, entry);
            }
            if (id.equals(notificationId)) {
                break;
            }
        }
        return settled;
    }

    /** What is sent again of refused notifications: those that were not sent {@code maxAttempts} times yet. */
    List<WireFrame> sendAgain(Map<String, Unacknowledged> refused, int maxAttempts) {
        var frames = new ArrayList<WireFrame>();
        refused.forEach((id, entry) -> {
            if (entry.attempts() < maxAttempts) {
                remember(id, new Unacknowledged(entry.frame(), entry.attempts() + 1));
                frames.add(entry.frame());
            }
        });
        return frames;
    }

    /** The subscription ends: nothing of it will be acknowledged any more. */
    void ended() {
        unacknowledged.values().forEach(entry -> session.outbox().settled(entry.frame()));
    }

    private void remember(String id, Unacknowledged entry) {
        unacknowledged.put(id, entry);
        session.outbox().unacknowledged(entry.frame());
    }

    /** The {@code ack} header: unique in a session though two subscriptions of it get one notification. */
    static String ackId(String notificationId, @Nullable String subscription) {
        return subscription == null ? notificationId : notificationId + "/" + subscription;
    }

    /** The notification of an {@code ack} header. */
    static String notificationOf(String ackId) {
        return ackId.length() > UUID_LENGTH ? ackId.substring(0, UUID_LENGTH) : ackId;
    }

    /** The subscription of an {@code ack} header, null where it names none. */
    static @Nullable String subscriptionOf(String ackId) {
        return ackId.length() > UUID_LENGTH ? ackId.substring(UUID_LENGTH + 1) : null;
    }
}
