package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import dev.carillon.load.Loop;
import dev.carillon.load.Publisher;
import dev.carillon.load.Subscriber;
import dev.carillon.load.Traffic;
import dev.carillon.load.Turns;

/** Many subscribers of one server, and a publisher. */
final class Swarm implements AutoCloseable {

    static final String TOPIC = "bench";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PROBE = Duration.ofMillis(300);
    private static final int MAX_PROBES = 60;

    final Loop loop = new Loop();
    final Traffic traffic = new Traffic();
    final List<Subscriber> subscribers = new ArrayList<>();
    private final Target target;
    private final List<Target> publishing;
    private Publisher publisher;
    private int open;

    Swarm(Target target) throws IOException {
        this(target, List.of(target));
    }

    /** @param publishing the nodes that are published to, in turn */
    Swarm(Target target, List<Target> publishing) throws IOException {
        this.target = target;
        this.publishing = publishing;
    }

    /** Opened when first needed, as servers close connections that say nothing while many others connect. */
    Publisher publisher() throws IOException {
        if (publisher == null) {
            publisher = RoundRobin.over(publishing, loop, traffic);
        }
        return publisher;
    }

    /** Connects more of them, so many at once, until all have said what they want. */
    void connect(int count, int atOnce, IntFunction<String> topic) throws IOException {
        connect(target, count, atOnce, topic);
    }

    /** The same with a node. */
    void connect(Target node, int count, int atOnce, IntFunction<String> topic) throws IOException {
        int first = subscribers.size();
        boolean all = loop.runUntil(() -> openSince(first) == count, PATIENCE, now -> {
            while (subscribers.size() - first < count && subscribers.size() - first - openSince(first) < atOnce) {
                subscribers.add(new Subscriber(loop, node.server(), topic.apply(subscribers.size()), traffic, false));
            }
            return now + 1_000_000_000L;
        });
        if (!all) {
            throw new IOException("only " + openSince(first) + " of " + count + " connected");
        }
        open = 0;
    }

    /** Connects some whose sockets hold little, and who will get each notification on this other topic so many times. */
    List<Subscriber> connectStalled(int count, String other, int times) throws IOException {
        int first = subscribers.size();
        for (int i = 0; i < count; i++) {
            subscribers.add(new Subscriber(loop, target.server(), TOPIC, traffic, true));
        }
        var stalled = subscribers.subList(first, first + count);
        loop.runUntil(() -> stalled.stream().allMatch(Subscriber::isOpen), PATIENCE, Loop.NOTHING);
        for (var subscriber : stalled) {
            for (int id = 1; id <= times; id++) {
                subscriber.send(target.subscribe(id, other));
            }
        }
        return stalled;
    }

    /** Counts on from where it stood: they open in about the order in which they connect. */
    private int openSince(int first) {
        while (first + open < subscribers.size() && subscribers.get(first + open).isOpen()) {
            open++;
        }
        return open;
    }

    /** Publishes until each of them has got something: not every server has receipts to wait for. */
    void reach(Iterable<String> topics) throws IOException {
        for (int i = 0; i < MAX_PROBES; i++) {
            for (var topic : topics) {
                publisher().publish(topic, System.nanoTime());
            }
            // A server that is still cold is not to be buried in probes.
            loop.runUntil(publisher()::isIdle, PATIENCE, Loop.NOTHING);
            if (loop.runUntil(() -> subscribers.stream().allMatch(Subscriber::isReached), PROBE, Loop.NOTHING)) {
                settle();
                return;
            }
        }
        throw new IOException(subscribers.stream().filter(s -> !s.isReached()).count() + " are not subscribed");
    }

    /** Waits until nothing more comes. */
    void settle() throws IOException {
        for (long before = -1; before != traffic.received();) {
            before = traffic.received();
            loop.run(Duration.ofMillis(200), Loop.NOTHING);
        }
        traffic.reset();
    }

    /** Publishes so that at most {@code window} notifications are not yet received by all. */
    Loop.Turn saturate(int receivers, int window) {
        return now -> {
            while (publisher().isReady() && traffic.published() - traffic.received() / receivers < window) {
                publisher().publish(TOPIC, System.nanoTime());
            }
            return now + 100_000_000L;
        };
    }

    /** Publishes at a fixed rate whatever the server does, and stamps what was intended (no coordinated omission). */
    Loop.Turn pace(int perSecond, IntFunction<String> topic) throws IOException {
        return Turns.pace(publisher(), traffic, perSecond, topic);
    }

    /** A heart-beat of each in its turn, spread over the time between two, as clients that came one by one would send them. */
    Loop.Turn beats(long every) {
        return Turns.beats(subscribers, every);
    }

    /** Waits for what is on its way. */
    boolean drain(long receivers) throws IOException {
        return loop.runUntil(() -> traffic.received() >= traffic.published() * receivers, Duration.ofSeconds(30),
                Loop.NOTHING);
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
