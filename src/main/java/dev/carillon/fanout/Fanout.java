package dev.carillon.fanout;

import dev.carillon.notification.Notification;

/** Hands a notification to every current subscription of its destination. */
public interface Fanout {

    /** Takes the notification and returns without waiting for any subscriber. Thread-safe. */
    void publish(Notification notification);
}
