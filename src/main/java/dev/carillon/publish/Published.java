package dev.carillon.publish;

import java.time.Instant;

import dev.carillon.notification.Notification;

/**
 * The answer to a publish.
 *
 * @param destination {@code topic:orders.eu} or {@code user:alice/inbox}
 */
record Published(String id, String destination, Instant timestamp) {

    static Published of(Notification notification) {
        return new Published(notification.id().toString(), notification.destination().name(),
                notification.timestamp());
    }
}
