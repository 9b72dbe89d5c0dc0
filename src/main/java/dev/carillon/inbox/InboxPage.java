package dev.carillon.inbox;

import java.time.Instant;
import java.util.List;

import dev.carillon.log.Head;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A part of a queue as its user reads it.
 *
 * @param head of the stream before it was read: nothing in here stands behind it
 */
record InboxPage(Head head, long unread, List<Entry> entries) {

    /** @param readAt null where it is unread */
    record Entry(Notification notification, @Nullable Instant readAt) {

        void write(JsonGenerator json) {
            json.writeStartObject();
            NotificationJson.write(json, notification);
            json.writeBooleanProperty("read", readAt != null);
            if (readAt != null) {
                json.writeStringProperty("readAt", readAt.toString());
            }
            json.writeEndObject();
        }
    }

    byte[] json() {
        return NotificationJson.object(json -> {
            json.writeStringProperty("epoch", head.position().epochText());
            json.writeNumberProperty("head", head.offset());
            json.writeNumberProperty("unread", unread);
            json.writeArrayPropertyStart("notifications");
            entries.forEach(entry -> entry.write(json));
            json.writeEndArray();
        });
    }
}
