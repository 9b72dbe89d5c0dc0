package dev.carillon.fanout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Position;
import io.micrometer.core.instrument.MeterRegistry;

/** The fan-out: some lanes, each with its share of the sessions. Thread-safe. */
public final class Lanes implements Fanout, AutoCloseable {

    private final List<Lane> lanes;
    private final AtomicInteger next = new AtomicInteger();
    private final Duration goneWithin;

    /** Starts {@code count} lanes; one for each core is what they are made for. */
    public Lanes(int count, FanoutLimits limits, History history, DeliveryRecord record, Audience audience,
            Roster roster, MeterRegistry registry) {
        var meters = new FanoutMeters(registry);
        this.lanes = IntStream.range(0, count)
                .mapToObj(i -> new Lane("lane-" + i, limits, history, record, new SubscriptionIndex(audience, roster),
                        meters))
                .toList();
        FanoutMeters.pending(() -> lanes.stream().mapToLong(Lane::pendingBytes).sum(), registry);
        this.goneWithin = limits.closeTimeout().plusNanos(2 * TimingWheel.TURN_NANOS);
        lanes.forEach(Lane::start);
    }

    /** By when a session is gone that is ended, whatever its client does. */
    public Duration goneWithin() {
        return goneWithin;
    }

    /**
     * Hands the notification to every lane where somebody may be subscribed to it. Publishers wait here while a lane is behind by its
     * backlog, so what is accepted is bounded by what is delivered. Who subscribes to a lane that was
     * passed by does not miss what is stored: it is by then, so the head that a new subscription reads is behind it.
     */
    @Override
    public void publish(Notification notification) {
        long acceptedAt = System.nanoTime();
        var subscribed = lanes.stream().filter(lane -> lane.mayDeliver(notification.destination())).toList();
        subscribed.forEach(Lane::awaitRoom);
        // All lanes take two notifications in the same order, or subscribers would disagree on it.
        synchronized (this) {
            subscribed.forEach(lane -> lane.publish(notification, acceptedAt));
        }
    }

    @Override
    public void reached(Destination destination, Position head) {
        lanes.stream()
                .filter(lane -> lane.mayDeliver(destination))
                .forEach(lane -> lane.execute(() -> lane.reached(destination, head)));
    }

    @Override
    public void recall(Destination destination, NotificationId id) {
        lanes.stream()
                .filter(lane -> lane.mayDeliver(destination))
                .forEach(lane -> lane.execute(() -> lane.recall(destination, id.toString())));
    }

    /** How many sessions of each user are subscribed to it, those without a name under an empty one; lane by lane. */
    public CompletableFuture<List<Map<String, Integer>>> users(Destination destination) {
        return each(rollCall -> rollCall.users(destination));
    }

    /** How many subscriptions each topic has, lane by lane. */
    public CompletableFuture<List<Map<String, Integer>>> topics() {
        return each(RollCall::topics);
    }

    /** The open sessions of a user, lane by lane. */
    public CompletableFuture<List<List<Present>>> sessions(String user) {
        return each(rollCall -> rollCall.sessions(user));
    }

    private <R> CompletableFuture<List<R>> each(Function<RollCall, R> question) {
        var answers = lanes.stream().map(lane -> lane.ask(question)).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Takes a connection in; it belongs to one lane for life, and its format holds until it is agreed on another. */
    public FanoutSession open(Connection connection, WireFormat format) {
        var lane = lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
        return new FanoutSession(lane, lane.newSession(connection, format));
    }

    /** How many sessions there are, those that are closing among them. */
    public CompletableFuture<Integer> count() {
        return each(RollCall::count).thenApply(counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** Ends up to so many sessions, and answers how many: what is in line for them is written, then the sockets are closed. */
    public int end(int count, int closeCode) {
        int ended = 0;
        for (var lane : lanes) {
            int more = count - ended;
            ended += CompletableFuture.supplyAsync(() -> lane.end(more, closeCode), lane::execute).join();
        }
        return ended;
    }

    /** Ends every session, those that come afterwards too: what is in line is written, then the sockets are closed. */
    public void endAll(int closeCode) {
        lanes.forEach(lane -> lane.execute(() -> lane.endAll(closeCode)));
    }

    /** Ends the sessions that are open on these behalves; not those that come afterwards. */
    public void endAll(Predicate<Grant> whose, int closeCode) {
        lanes.forEach(lane -> lane.execute(() -> lane.endAll(whose, closeCode)));
    }

    @Override
    public void close() {
        lanes.forEach(Lane::stop);
    }
}
