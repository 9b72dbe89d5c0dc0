package dev.carillon.publish;

import java.util.concurrent.TimeUnit;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Counts what is accepted. Thread-safe. */
@Component
class PublishMeters {

    private final Counter toTopics;
    private final Counter toUsers;
    private final Timer timer;

    PublishMeters(MeterRegistry meters) {
        this.toTopics = published("topic", meters);
        this.toUsers = published("user", meters);
        this.timer = Timer.builder("carillon.publish")
                .description("From an authorized request to its hand-over to the fan-out, the commit included")
                .register(meters);
    }

    /** @param started by the nano clock */
    void published(Destination destination, long started) {
        timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        switch (destination) {
            case Topic _ -> toTopics.increment();
            case UserQueue _ -> toUsers.increment();
        }
    }

    private static Counter published(String kind, MeterRegistry meters) {
        return Counter.builder("carillon.notifications.published")
                .description("Notifications accepted")
                .tag("kind", kind)
                .register(meters);
    }
}
