package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.carillon.destination.Topic;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a lane pays for a notification's frame: once to encode it, and for each subscriber to find it again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncoderBenchmark {

    @Param({"200", "20000"})
    int payload;

    private final Encoder.Variant variant = variant("sub-0");
    private final Encoder.Variant other = variant("sub-1");
    private final Encoder encoder = encoder(200);

    /** The first subscriber of a notification. */
    @Benchmark
    public Object encode() {
        return encoder(payload).frame(variant);
    }

    /** Each of the others. */
    @Benchmark
    public Object share() {
        return encoder.frame(variant);
    }

    /** Each of the others where clients number their subscriptions differently. */
    @Benchmark
    public Object shareInTurn() {
        encoder.frame(other);
        return encoder.frame(variant);
    }

    private static Encoder encoder(int payload) {
        var text = "x".repeat(payload).getBytes(StandardCharsets.US_ASCII);
        return new Encoder(
                new Notification(NotificationId.next(), new Topic("orders.eu"), "order.shipped", null, Map.of(),
                        new Payload("application/json", text), Instant.now()),
                1, OutboxPolicy.DISCONNECT);
    }

    private static Encoder.Variant variant(String subscription) {
        return new Encoder.Variant(subscription, StompVersion.V1_2, false);
    }
}
