package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One caller, who waits for each answer: what storing adds to a publish, in units of what the disk takes for a write. */
final class OneCaller {

    static final String NAME = "one caller, one publish after another";
    static final String P99_TO_P99 = "p99 ÷ p99 of an fsync";
    static final String P99_TO_P50 = "p99 ÷ p50 of an fsync";

    /** One caller takes a minute to make the compiler finish: until then it is what is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Traffic publishes = new Traffic();
    private final Traffic syncs = new Traffic();
    private final Loop loop;
    private final RestConnection connection;
    private final byte[] head;
    private final byte[] body;
    private boolean waiting;

    private OneCaller(Loop loop, Target target) throws IOException {
        this.loop = loop;
        this.connection = new RestConnection(loop, target.port(), (_, accepted) -> answered(accepted));
        this.head = target.jsonHead(Swarm.TOPIC);
        this.body = target.envelope();
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var loop = new Loop(); var disk = new SyncedFile(Children.DIRECTORY.resolve("fsync"))) {
            var caller = new OneCaller(loop, target);
            caller.run(disk, WARM_UP);
            caller.publishes.reset();
            caller.syncs.reset();
            caller.run(disk, Duration.ofSeconds(Options.seconds()));
            return caller.values();
        }
    }

    /** In turn, so that both meet the same disk: on a shared one a fsync takes many times as long a minute later. */
    private void run(SyncedFile disk, Duration duration) throws IOException {
        for (long end = System.nanoTime() + duration.toNanos(); System.nanoTime() - end < 0;) {
            long start = System.nanoTime();
            disk.write();
            syncs.received(start);
            start = System.nanoTime();
            publish();
            publishes.received(start);
        }
    }

    private void publish() throws IOException {
        waiting = true;
        connection.send(head, body);
        if (!loop.runUntil(() -> !waiting, PATIENCE, Loop.NOTHING)) {
            throw new IOException("a publish is not answered");
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
        values.put("p50 ms", publishes.millis(50));
        values.put("p99 ms", publishes.millis(99));
        values.put("p50 ms of an fsync", syncs.millis(50));
        values.put("p99 ms of an fsync", syncs.millis(99));
        values.put(P99_TO_P99, publishes.millis(99) / syncs.millis(99));
        values.put(P99_TO_P50, publishes.millis(99) / syncs.millis(50));
        return values;
    }
}
