package dev.carillon.publish;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * A notification and what became of it.
 *
 * @param epoch absent, as the offset is, where it is still to be delivered: then it has {@code deliverAt}
 * @param accepted when the service took it on
 * @param read when its user read it
 * @param acked when a client of its user first acknowledged it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NotificationStory(String id, String destination, @Nullable String epoch, @Nullable Long offset,
        @Nullable String type, @Nullable String key, Instant timestamp, @Nullable Instant deliverAt,
        @Nullable Instant expiresAt, Instant accepted, @Nullable Instant read, @Nullable Instant acked,
        List<Delivery> deliveries) {

    /** What one session was sent of it, and answered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(String session, @Nullable Instant sent, @Nullable Instant acked) {}

    static NotificationStory of(Notification notification, @Nullable Instant read, @Nullable Instant acked,
            List<Delivery> deliveries) {
        return of(notification, null, read, acked, deliveries);
    }

    static NotificationStory of(Outcome.Scheduled scheduled) {
        return of(scheduled.notification(), scheduled.deliverAt(), null, null, List.of());
    }

    private static NotificationStory of(Notification notification, @Nullable Instant deliverAt, @Nullable Instant read,
            @Nullable Instant acked, List<Delivery> deliveries) {
        var position = notification.position();
        return new NotificationStory(notification.id().toString(), notification.destination().name(),
                position == null ? null : position.epochText(), position == null ? null : position.offset(),
                notification.type(), notification.key(), notification.timestamp(), deliverAt, notification.expiresAt(),
                notification.timestamp(), read, acked, deliveries);
    }
}
