package dev.carillon.fanout;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Position;

/** Hands a notification to every current subscription of its destination. */
public interface Fanout {

    /** Takes the notification and returns without waiting for any subscriber. Thread-safe. */
    void publish(Notification notification);

    /** The stream has come this far, as the log says: who has not got it all reads on. Thread-safe. */
    void reached(Destination destination, Position head);

    /** Nobody is sent it again who refuses it from now on. Thread-safe. */
    void recall(Destination destination, NotificationId id);
}
