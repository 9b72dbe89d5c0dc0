package dev.carillon.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.carillon.destination.Topic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a lane pays to find the subscribers of a notification, and for one who comes and goes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SubscriptionIndexBenchmark {

    /** How many have a subscriber each. */
    @Param({"1", "10000"})
    int destinations;

    private final SubscriptionIndex index = new SubscriptionIndex(Audience.UNKNOWN, Roster.NONE);
    private final List<Topic> published = new ArrayList<>();
    private final List<Subscription> comers = new ArrayList<>();
    private int next;

    /** Publishers parse each destination anew, so none that is looked up is the very object that is in the index. */
    @Setup
    public void fill() {
        for (int i = 0; i < destinations; i++) {
            index.add(subscription(i));
            comers.add(subscription(i));
            published.add(topic(i));
        }
    }

    /** One notification. */
    @Benchmark
    public List<Subscription> lookup() {
        return index.of(published.get(turn()));
    }

    /** SUBSCRIBE and UNSUBSCRIBE of a second subscriber. */
    @Benchmark
    public void addAndRemove() {
        var comer = comers.get(turn());
        index.add(comer);
        index.remove(comer);
    }

    private int turn() {
        next = next + 1 < destinations ? next + 1 : 0;
        return next;
    }

    private static Subscription subscription(int i) {
        var limits = new FanoutLimits(16, 1024, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO,
                null, _ -> OutboxPolicy.DISCONNECT);
        return new Subscription(
                new Session(new FakeConnection(), StompVersion.V1_2, new Outbox(limits, new PendingBytes())), topic(i),
                AckMode.AUTO, new Encoder.Variant("sub-0", StompVersion.V1_2, false));
    }

    private static Topic topic(int i) {
        return new Topic("orders.t" + i);
    }
}
