package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import dev.carillon.destination.Destination;

/**
 * Who subscribed to what: exact match, every operation O(1). Touched by its lane's thread only, but for {@link #announce} and
 * {@link #mayHave}.
 */
final class SubscriptionIndex {

    private final Map<Destination, List<Subscription>> byDestination = new ConcurrentHashMap<>();
    private final Audience audience;
    private final Roster roster;
    /** Subscriptions on their way to here. */
    private final AtomicInteger announced = new AtomicInteger();

    SubscriptionIndex(Audience audience, Roster roster) {
        this.audience = audience;
        this.roster = roster;
    }

    /** Somebody is going to subscribe. From any thread. */
    void announce() {
        announced.incrementAndGet();
    }

    /** One that was announced is there, or does not come. */
    void arrived() {
        announced.decrementAndGet();
    }

    /** Whether somebody may be subscribed to it, by what happened before this is asked. From any thread. */
    boolean mayHave(Destination destination) {
        return announced.get() > 0 || byDestination.containsKey(destination);
    }

    void add(Subscription subscription) {
        var others = byDestination.computeIfAbsent(subscription.destination(), _ -> new ArrayList<>(1));
        subscription.slot = others.size();
        others.add(subscription);
        if (subscription.slot == 0) {
            audience.joined(subscription.destination());
        }
    }

    /** It gets what is stored from now on: who counts those that are here counts it. */
    void begun(Subscription subscription) {
        roster.joined(subscription.destination(), subscription.session().user(), subscription.session().name());
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
        if (subscription.isBegun()) {
            roster.left(subscription.destination(), subscription.session().user(), subscription.session().name());
        }
        if (others.isEmpty()) {
            byDestination.remove(subscription.destination());
            audience.left(subscription.destination());
        }
    }

    void forEach(BiConsumer<Destination, List<Subscription>> action) {
        byDestination.forEach(action);
    }

    List<Subscription> of(Destination destination) {
        return byDestination.getOrDefault(destination, List.of());
    }
}
