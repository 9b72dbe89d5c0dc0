package dev.carillon.fanout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;

/** Who is on a lane. Touched by its thread only. */
final class RollCall {

    private final SubscriptionIndex index;
    private final TimingWheel wheel;

    RollCall(SubscriptionIndex index, TimingWheel wheel) {
        this.index = index;
        this.wheel = wheel;
    }

    /** How many subscriptions of it each user has; those without a name under an empty one. */
    Map<String, Integer> users(Destination destination) {
        return index.of(destination)
                .stream()
                .collect(Collectors.toMap(subscription -> subscription.session().user(), _ -> 1, Integer::sum));
    }

    /** How many subscriptions each topic has. */
    Map<String, Integer> topics() {
        var topics = new TreeMap<String, Integer>();
        index.forEach((destination, subscriptions) -> {
            if (destination instanceof Topic(var topic)) {
                topics.put(topic, subscriptions.size());
            }
        });
        return topics;
    }

    List<Present> sessions(String user) {
        var present = new ArrayList<Present>();
        wheel.forEach(session -> {
            if (session.isOpen() && session.connected && session.user().equals(user)) {
                present.add(present(session));
            }
        });
        return present;
    }

    private static Present present(Session session) {
        var since = Instant.now().minusNanos(System.nanoTime() - session.openedAt).truncatedTo(ChronoUnit.SECONDS);
        return new Present(session.name(), session.format() instanceof EventStream, since,
                session.subscriptions().values().stream().map(Subscription::destination).toList());
    }
}
