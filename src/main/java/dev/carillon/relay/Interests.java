package dev.carillon.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Audience;
import dev.carillon.log.Followed;
import org.jspecify.annotations.Nullable;

/**
 * Which destinations somebody here is subscribed to, and to which of them the broker's queue is bound. Thread-safe; bound by the
 * relay's thread only.
 */
final class Interests implements Audience, Followed {

    /**
     * Changes that are carried out in one go. A broker takes a millisecond for one when it is busy: a node that came back with 20,000
     * asked for all at once, and took the answer that was not there after five seconds for the end of the link, each time.
     */
    static final int MOST_AT_ONCE = 128;

    private static final CompletableFuture<String> DONE = CompletableFuture.completedFuture("");

    /** @param lanes that have a subscription of it */
    private record Interest(int lanes, boolean bound, CompletableFuture<String> ready) {

        Interest lanes(int count) {
            return new Interest(count, bound, ready);
        }

        Interest bound(boolean now) {
            return new Interest(lanes, now, ready);
        }
    }

    private final Map<Destination, Interest> interests = new ConcurrentHashMap<>();
    /** Looked at next time: somebody has joined, or nobody is left. */
    private final Queue<Destination> changed = new ConcurrentLinkedQueue<>();
    private volatile boolean connected;
    private volatile Runnable wake = () -> {};

    void onChange(Runnable run) {
        wake = run;
    }

    @Override
    public void joined(Destination destination) {
        var interest = interests.merge(destination, new Interest(1, false, new CompletableFuture<>()),
                (there, _) -> there.lanes(there.lanes + 1));
        if (interest.lanes == 1 && !interest.bound) {
            change(destination);
        }
    }

    @Override
    public void left(Destination destination) {
        var interest = interests.computeIfPresent(destination, (_, there) -> there.lanes(there.lanes - 1));
        if (interest != null && interest.lanes == 0) {
            change(destination);
        }
    }

    @Override
    public boolean isFollowed(Destination destination) {
        var interest = interests.get(destination);
        return interest != null && interest.bound;
    }

    boolean contains(Destination destination) {
        return interests.containsKey(destination);
    }

    Set<Destination> all() {
        return Set.copyOf(interests.keySet());
    }

    int count() {
        return interests.size();
    }

    /** Done when it is bound; at once where there is no broker. */
    CompletableFuture<String> ready(Destination destination) {
        var interest = interests.get(destination);
        return interest == null || !connected ? DONE : interest.ready;
    }

    private void change(Destination destination) {
        changed.add(destination);
        wake.run();
    }

    /** There is a link, to which nothing is bound. */
    void connected() {
        connected = true;
        changed.clear();
        changed.addAll(interests.keySet());
    }

    /** The link is no more: nobody waits for it, and nothing in memory is followed. */
    void disconnected() {
        connected = false;
        interests.replaceAll((_, interest) -> {
            interest.ready.complete("");
            return new Interest(interest.lanes, false, new CompletableFuture<>());
        });
    }

    /** Some of what is to be bound, and unbound, by now. What is unbound is not followed from here on. */
    record Changes(List<Destination> bind, List<Destination> unbind) {}

    Changes changes() {
        var bind = new ArrayList<Destination>();
        var unbind = new ArrayList<Destination>();
        for (int i = 0; i < MOST_AT_ONCE && !changed.isEmpty(); i++) {
            var destination = changed.remove();
            interests.computeIfPresent(destination, (_, interest) -> next(destination, interest, bind, unbind));
        }
        return new Changes(bind.stream().distinct().toList(), unbind);
    }

    /** Whether nothing is to be bound, or unbound. */
    boolean isSettled() {
        return changed.isEmpty();
    }

    private static @Nullable Interest next(Destination destination, Interest interest, List<Destination> bind,
            List<Destination> unbind) {
        if (interest.lanes > 0) {
            if (!interest.bound) {
                bind.add(destination);
            }
            return interest;
        }
        if (interest.bound) {
            unbind.add(destination);
        }
        interest.ready.complete("");
        return null;
    }

    /** The broker's queue is bound to it. */
    void bound(Destination destination) {
        var interest = interests.computeIfPresent(destination, (_, there) -> there.bound(true));
        if (interest != null) {
            interest.ready.complete("");
        }
    }
}
