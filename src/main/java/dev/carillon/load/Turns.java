package dev.carillon.load;

import java.util.List;
import java.util.function.IntFunction;

/** What a loop does between two rounds of its sockets. */
public final class Turns {

    private Turns() {}

    /** Publishes at a fixed rate whatever the server does, and stamps what was intended (no coordinated omission). */
    public static Loop.Turn pace(Publisher publisher, Traffic traffic, int perSecond, IntFunction<String> topic) {
        long start = System.nanoTime();
        return now -> {
            long due = start + traffic.published() * 1_000_000_000L / perSecond;
            for (; due <= now; due = start + traffic.published() * 1_000_000_000L / perSecond) {
                publisher.publish(topic.apply((int) traffic.published()), due);
            }
            return due;
        };
    }

    /**
     * A heart-beat of each in its turn, as clients that came one by one would send them.
     *
     * @param every nanoseconds between two of one
     */
    public static Loop.Turn beats(List<Subscriber> subscribers, long every) {
        long start = System.nanoTime();
        long[] sent = {0};
        return now -> {
            if (subscribers.isEmpty()) {
                return now + every;
            }
            for (; sent[0] * every / subscribers.size() <= now - start; sent[0]++) {
                subscribers.get((int) (sent[0] % subscribers.size())).beat();
            }
            return start + sent[0] * every / subscribers.size();
        };
    }
}
