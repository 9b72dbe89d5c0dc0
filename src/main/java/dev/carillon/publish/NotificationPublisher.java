package dev.carillon.publish;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.Fanout;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** The one way in for a notification: REST and SEND both end here, so the right to publish is checked once. */
@Component
public class NotificationPublisher {

    private final Fanout fanout;
    private final Counter toTopics;
    private final Counter toUsers;
    private final Timer timer;

    NotificationPublisher(Fanout fanout, MeterRegistry meters) {
        this.fanout = fanout;
        this.toTopics = published("topic", meters);
        this.toUsers = published("user", meters);
        this.timer = Timer.builder("carillon.publish")
                .description("From an authorized request to its hand-over to the fan-out")
                .register(meters);
    }

    /**
     * Accepts a notification and hands it to its subscribers.
     *
     * @throws dev.carillon.problem.Problem if the caller may not publish there
     */
    public Notification publish(Caller caller, Destination destination, PublishRequest request) {
        AccessPolicy.requirePublish(caller, destination);
        var notification = new Notification(NotificationId.next(), destination, request.type(), request.key(),
                request.headers(), request.payload(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        timer.record(() -> fanout.publish(notification));
        counter(destination).increment();
        return notification;
    }

    private Counter counter(Destination destination) {
        return switch (destination) {
            case Topic _ -> toTopics;
            case UserQueue _ -> toUsers;
        };
    }

    private static Counter published(String kind, MeterRegistry meters) {
        return Counter.builder("carillon.notifications.published")
                .description("Notifications accepted")
                .tag("kind", kind)
                .register(meters);
    }
}
