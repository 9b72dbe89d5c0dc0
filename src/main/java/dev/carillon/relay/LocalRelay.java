package dev.carillon.relay;

import java.util.concurrent.CompletableFuture;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Fanout;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;

/** There is one node: all subscribers are here. */
final class LocalRelay implements Relay {

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture("");

    private final Fanout fanout;

    LocalRelay(Fanout fanout) {
        this.fanout = fanout;
    }

    @Override
    public void publish(Notification notification) {
        fanout.publish(notification);
    }

    @Override
    public void recall(NotificationId recalled, Notification notice) {
        fanout.recall(notice.destination(), recalled);
        fanout.publish(notice);
    }

    @Override
    public CompletableFuture<?> ready(Destination destination) {
        return DONE;
    }

    @Override
    public CompletableFuture<Replies> ask(Question question) {
        return CompletableFuture.completedFuture(Replies.NONE);
    }
}
