package dev.carillon.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * One notification's MESSAGE frames. Libraries all number their subscriptions alike, so among a thousand subscribers of a
 * topic there is one distinct subscription id, and the frame is encoded once and shared. Thread-safe.
 */
final class Encoder {

    /** What makes two subscriptions' frames of one notification differ. */
    record Variant(@Nullable String subscription, StompVersion version, boolean acknowledged) {}

    /** Ids of clients' own making must not be a way to make a notification hold a frame for each of them. */
    private static final int MAX_SHARED = 64;

    private final Notification notification;
    private final long acceptedAt = System.nanoTime();
    private final Map<Variant, WireFrame> shared = new ConcurrentHashMap<>();

    Encoder(Notification notification) {
        this.notification = notification;
    }

    Notification notification() {
        return notification;
    }

    /** For latencies: the clock of timestamps may jump. */
    long acceptedAt() {
        return acceptedAt;
    }

    WireFrame frame(Variant variant) {
        var frame = shared.get(variant);
        if (frame == null) {
            frame = encode(variant);
            if (shared.size() < MAX_SHARED) {
                shared.put(variant, frame);
            }
        }
        return frame;
    }

    private WireFrame encode(Variant variant) {
        var payload = notification.payload();
        var head = head(variant).getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(head.length + payload.bytes().length + 1);
        frame.put(head).put(payload.bytes()).put((byte) 0).flip();
        return new WireFrame(frame.asReadOnlyBuffer(), payload.isBinary());
    }

    private String head(Variant variant) {
        var version = variant.version();
        var payload = notification.payload();
        var id = notification.id().toString();
        var frame = new StringBuilder(256).append("MESSAGE\n");
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
        if (variant.acknowledged() && version == StompVersion.V1_2) {
            version.header(frame, "ack", Subscription.ackId(id, variant.subscription()));
        }
        return frame.append('\n').toString();
    }
}
