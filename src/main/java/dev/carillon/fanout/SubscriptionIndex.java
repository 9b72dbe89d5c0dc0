package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.destination.Destination;

/** Who subscribed to what: exact match, every operation O(1). Touched by its lane's thread only. */
final class SubscriptionIndex {

    private final Map<Destination, List<Subscription>> byDestination = new HashMap<>();

    void add(Subscription subscription) {
        var others = byDestination.computeIfAbsent(subscription.destination(), _ -> new ArrayList<>(1));
        subscription.slot = others.size();
        others.add(subscription);
    }

    /** The last one takes the place of the one that goes. */
    void remove(Subscription subscription) {
        var others = byDestination.get(subscription.destination());
        if (others == null || subscription.slot >= others.size() || others.get(subscription.slot) != subscription) {
            return;
        }
        var last = others.removeLast();
        if (last != subscription) {
            others.set(subscription.slot, last);
            last.slot = subscription.slot;
        }
        if (others.isEmpty()) {
            byDestination.remove(subscription.destination());
        }
    }

    List<Subscription> of(Destination destination) {
        return byDestination.getOrDefault(destination, List.of());
    }
}
