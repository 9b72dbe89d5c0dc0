package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.carillon.load.Loop;
import dev.carillon.load.RestConnection;
import dev.carillon.load.Subscriber;
import dev.carillon.load.Traffic;

/**
 * One caller, who waits for each answer, over REST and by SEND: what storing adds to a publish, in units of what the disk takes for
 * a write.
 */
final class OneCaller {

    static final String NAME = "one caller, one publish after another";
    static final String COST = "p99 ms, REST";
    static final String REST_TO_SYNC = "p99 ÷ p99 of an fsync, REST";
    static final String SEND_TO_SYNC = "p99 ÷ p99 of an fsync, SEND";

    /** One caller takes a minute to make the compiler finish: until then it is what is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a caller sends. */
    private interface Request {

        void send() throws IOException;
    }

    private final Traffic rest = new Traffic();
    private final Traffic sends = new Traffic();
    private final Traffic syncs = new Traffic();
    private final Loop loop;
    private final Request post;
    private final Request send;
    private boolean waiting;

    private OneCaller(Loop loop, Target target) throws IOException {
        this.loop = loop;
        var head = target.jsonHead(Swarm.TOPIC);
        var body = target.envelope();
        var connection = new RestConnection(loop, target.server(), (_, accepted) -> answered(accepted));
        this.post = () -> connection.send(head, body);
        var frame = target.server().send(Swarm.TOPIC, "receipt:sent\n", Payload.padding());
        var session = new Subscriber(loop, target.server(), null, new Traffic(), false);
        session.onReceipt(_ -> answered(true));
        this.send = () -> session.send(frame);
        await(session::isOpen);
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var loop = new Loop(); var disk = new SyncedFile(Children.DIRECTORY.resolve("fsync"))) {
            var caller = new OneCaller(loop, target);
            caller.run(disk, WARM_UP);
            caller.rest.reset();
            caller.sends.reset();
            caller.syncs.reset();
            caller.run(disk, Duration.ofSeconds(Options.seconds()));
            return caller.values();
        }
    }

    /** In turn, so that all meet the same disk: on a shared one a fsync takes many times as long a minute later. */
    private void run(SyncedFile disk, Duration duration) throws IOException {
        for (long end = System.nanoTime() + duration.toNanos(); System.nanoTime() - end < 0;) {
            timed(syncs, disk::write);
            timed(rest, () -> answeredTo(post));
            timed(sends, () -> answeredTo(send));
        }
    }

    private static void timed(Traffic traffic, Request request) throws IOException {
        long start = System.nanoTime();
        request.send();
        traffic.received(start);
    }

    private void answeredTo(Request request) throws IOException {
        waiting = true;
        request.send();
        await(() -> !waiting);
    }

    private void await(BooleanSupplier answered) throws IOException {
        if (!loop.runUntil(answered, PATIENCE, Loop.NOTHING)) {
            throw new IOException("the server does not answer");
        }
    }

    private void answered(boolean accepted) throws IOException {
        if (!accepted) {
            throw new IOException("a notification was refused");
        }
        waiting = false;
    }

    private Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        values.put("p50 ms, REST", rest.millis(50));
        values.put(COST, rest.millis(99));
        values.put("p50 ms, SEND", sends.millis(50));
        values.put("p99 ms, SEND", sends.millis(99));
        values.put("p50 ms of an fsync", syncs.millis(50));
        values.put("p99 ms of an fsync", syncs.millis(99));
        values.put(REST_TO_SYNC, rest.millis(99) / syncs.millis(99));
        values.put(SEND_TO_SYNC, sends.millis(99) / syncs.millis(99));
        return values;
    }
}
