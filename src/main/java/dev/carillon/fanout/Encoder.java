package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * One notification's MESSAGE frames for one lane. Libraries all number their subscriptions alike, so among a thousand
 * subscribers of a topic there is one distinct subscription id, and the frame is encoded once and shared.
 */
final class Encoder {

    /** What makes two subscriptions' frames of one notification differ. */
    record Variant(@Nullable String subscription, StompVersion version, boolean acknowledged) {}

    /** A notification replaces an older one of its key in the same subscription of a session. */
    private record CollapseKey(Destination destination, @Nullable String subscription, String key) {}

    /** Ids of clients' own making must not be a way to make a notification hold a frame for each of them. */
    private static final int MAX_SHARED = 64;

    private static final byte[] NUL = {0};

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
        return new Outgoing(encode(variant), acceptedAt, collapseKey(variant),
                policy == OutboxPolicy.DROP_OLDEST && !variant.acknowledged(), null);
    }

    private @Nullable CollapseKey collapseKey(Variant variant) {
        var key = notification.key();
        return policy == OutboxPolicy.LATEST_PER_KEY && key != null && !variant.acknowledged()
                ? new CollapseKey(notification.destination(), variant.subscription(), key)
                : null;
    }

    private WireFrame encode(Variant variant) {
        var payload = notification.payload();
        return WireFrame.message(payload.isBinary(), head(variant).getBytes(StandardCharsets.UTF_8), payload.bytes(),
                NUL);
    }

    private String head(Variant variant) {
        var version = variant.version();
        var payload = notification.payload();
        var id = notification.id().toString();
        var frame = new StringBuilder(320).append("MESSAGE\n");
        if (variant.subscription() != null) {
            version.header(frame, "subscription", variant.subscription());
        }
        version.header(frame, "message-id", id);
        version.header(frame, "destination", notification.destination().stompName());
        version.header(frame, "content-type", payload.contentType());
        version.header(frame, "content-length", Integer.toString(payload.bytes().length));
        if (notification.type() != null) {
            version.header(frame, "type", notification.type());
        }
        version.header(frame, "timestamp", notification.timestamp().toString());
        var position = notification.position();
        if (position != null) {
            version.header(frame, "epoch", position.epochText());
            version.header(frame, "offset", Long.toString(position.offset()));
        }
        if (variant.acknowledged() && version == StompVersion.V1_2) {
            version.header(frame, "ack", Subscription.ackId(id, variant.subscription()));
        }
        notification.headers().forEach((name, value) -> {
            if (version.carries(name, value)) {
                version.header(frame, name, value);
            }
        });
        return frame.append('\n').toString();
    }
}
