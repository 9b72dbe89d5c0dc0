package dev.carillon.relay;

import java.util.concurrent.CompletableFuture;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;

/**
 * Carries notifications to the nodes where somebody is subscribed, this one first. Thread-safe.
 *
 * <p>It may lose them between nodes: what is stored is read from the log then, what is ephemeral was never promised.
 */
public interface Relay {

    /** Hands over what is stored, in the order of offsets, or ephemeral. Waits for lanes of this node at most. */
    void publish(Notification notification);

    /** Hands over the notice that takes a notification back, which nobody is sent again from now on. */
    void recall(NotificationId recalled, Notification notice);

    /**
     * Done when whatever is published to it anywhere from now on is heard of here, or when that cannot be had: the log is
     * followed then. Never exceptionally.
     */
    CompletableFuture<?> ready(Destination destination);

    /** Asks every other node, and waits a bounded time for their answers. Never exceptionally. */
    CompletableFuture<Replies> ask(Question question);
}
