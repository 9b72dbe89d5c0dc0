package dev.carillon.relay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;

/** A notification as bytes, there and back: what there need not be has a flag before it. */
final class NotificationBytes {

    private static final int ID = 16;

    private NotificationBytes() {}

    static void write(DataOutputStream out, RelayMessage.Published published) throws IOException {
        var notification = published.notification();
        out.write(notification.id().bytes());
        out.writeUTF(notification.destination().name());
        writeText(out, notification.type());
        writeText(out, notification.key());
        writeHeaders(out, notification.headers());
        out.writeLong(notification.timestamp().toEpochMilli());
        var expiry = notification.expiresAt();
        out.writeBoolean(expiry != null);
        if (expiry != null) {
            out.writeLong(expiry.toEpochMilli());
        }
        var position = notification.position();
        out.writeBoolean(position != null);
        if (position != null) {
            out.writeLong(position.epoch());
            out.writeLong(position.offset());
        }
        var recalled = published.recalled();
        out.writeBoolean(recalled != null);
        if (recalled != null) {
            out.write(recalled.bytes());
        }
        out.writeUTF(notification.payload().contentType());
        out.write(notification.payload().bytes()); // Until the end.
    }

    static RelayMessage.Published read(DataInputStream in) throws IOException {
        var id = NotificationId.of(in.readNBytes(ID));
        var destination = Destination.named(in.readUTF());
        var type = readText(in);
        var key = readText(in);
        var headers = readHeaders(in);
        var timestamp = Instant.ofEpochMilli(in.readLong());
        var expiry = in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
        var position = in.readBoolean() ? new Position(in.readLong(), in.readLong()) : null;
        var recalled = in.readBoolean() ? NotificationId.of(in.readNBytes(ID)) : null;
        var payload = new Payload(in.readUTF(), in.readAllBytes());
        return new RelayMessage.Published(
                new Notification(id, destination, type, key, headers, payload, timestamp, expiry, position), recalled);
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void writeHeaders(DataOutputStream out, Map<String, String> headers) throws IOException {
        out.writeShort(headers.size());
        for (var header : headers.entrySet()) {
            out.writeUTF(header.getKey());
            out.writeUTF(header.getValue());
        }
    }

    private static Map<String, String> readHeaders(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count == 0) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            headers.put(in.readUTF(), in.readUTF());
        }
        return headers;
    }
}
