package dev.carillon.fanout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;

/** Who is on a lane. Touched by its thread only, which has others to serve: it looks, and somebody else sorts. */
final class RollCall {

    private final SubscriptionIndex index;
    private final TimingWheel wheel;

    RollCall(SubscriptionIndex index, TimingWheel wheel) {
        this.index = index;
        this.wheel = wheel;
    }

    /** How many sessions there are, those that are closing among them. */
    int count() {
        return wheel.size();
    }

    /**
     * How many sessions of each user are subscribed to it and know where they begin, so that they get what is stored from now on; those
     * without a name under an empty one.
     */
    Map<String, Integer> users(Destination destination) {
        return index.of(destination)
                .stream()
                .filter(Subscription::isBegun)
                .map(Subscription::session)
                .distinct()
                .collect(Collectors.toMap(Session::user, _ -> 1, Integer::sum));
    }

    /** How many subscriptions each topic has. */
    Map<String, Integer> topics() {
        var topics = new HashMap<String, Integer>();
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
                present.add(new Present(session.name(), session.format() instanceof EventStream,
                        Instant.ofEpochMilli(session.connectedAtMillis),
                        session.subscriptions().values().stream().map(Subscription::destination).toList()));
            }
        });
        return present;
    }
}
