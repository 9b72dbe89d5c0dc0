package dev.carillon.fanout;

import java.util.HashMap;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * One notification's frames for one lane. Libraries all number their subscriptions alike, so among a thousand
 * subscribers of a topic there is one distinct subscription id, and the frame is encoded once and shared.
 */
final class Encoder {

    /** What makes two subscriptions' frames of one notification differ. */
    record Variant(@Nullable String subscription, WireFormat format, boolean acknowledged) {}

    /** A notification replaces an older one of its key in the same subscription of a session. */
    private record CollapseKey(Destination destination, @Nullable String subscription, String key) {}

    /** Ids of clients' own making must not be a way to make a notification hold a frame for each of them. */
    private static final int MAX_SHARED = 64;

    private final Notification notification;
    private final long acceptedAt;
    private final OutboxPolicy policy;
    private final Map<Variant, Outgoing> shared = new HashMap<>();
    private @Nullable Variant lastVariant;
    private @Nullable Outgoing last;

    /** @param acceptedAt by the nano clock, for latencies: that of timestamps may jump */
    Encoder(Notification notification, long acceptedAt, OutboxPolicy policy) {
        this.notification = notification;
        this.acceptedAt = acceptedAt;
        this.policy = policy;
    }

    Notification notification() {
        return notification;
    }

    /** Whether it is this notification, if read a second time. */
    boolean isOf(Notification other) {
        return notification.id().equals(other.id());
    }

    /** The frame for a variant; the one that was asked for last, as nearly always, is found without hashing. */
    Outgoing frame(Variant variant) {
        if (last == null || !variant.equals(lastVariant)) {
            last = shared.get(variant);
            lastVariant = variant;
        }
        if (last == null) {
            last = outgoing(variant);
            if (shared.size() < MAX_SHARED) {
                shared.put(variant, last);
            }
        }
        return last;
    }

    /** What is to be acknowledged is never given up for another. */
    private Outgoing outgoing(Variant variant) {
        return new Outgoing(variant.format().message(notification, variant), acceptedAt, collapseKey(variant),
                policy == OutboxPolicy.DROP_OLDEST && !variant.acknowledged(), null);
    }

    private @Nullable CollapseKey collapseKey(Variant variant) {
        var key = notification.key();
        return policy == OutboxPolicy.LATEST_PER_KEY && key != null && !variant.acknowledged()
                ? new CollapseKey(notification.destination(), variant.subscription(), key)
                : null;
    }
}
