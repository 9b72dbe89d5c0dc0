package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;

import dev.carillon.notification.Notification;

/** The MESSAGE frame of a notification. */
final class StompMessage {

    private static final byte[] NUL = {0};

    private StompMessage() {}

    static WireFrame frame(StompVersion version, Notification notification, Encoder.Variant variant) {
        var payload = notification.payload();
        return WireFrame.message(payload.isBinary(),
                head(version, notification, variant).getBytes(StandardCharsets.UTF_8), payload.bytes(), NUL);
    }

    private static String head(StompVersion version, Notification notification, Encoder.Variant variant) {
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
