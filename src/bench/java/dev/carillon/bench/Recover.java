package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.carillon.load.Loop;
import dev.carillon.load.RestConnection;
import dev.carillon.load.Wire;

/**
 * What was missed, beside the same live: 1,000 clients get 100 notifications, leave, and come back at once with the position before
 * those, so that they get them again. They were published with a request each, as in the saturated fan-out, and then all in one, which
 * is as cheap as a live delivery can be: each client's hundred are one write.
 */
final class Recover {

    static final String NAME = "recover, 1,000 clients, 100 missed by each";
    static final String LIVE = "CPU µs per live delivery, a request each";
    static final String RATIO = "recovered ÷ live, a request each";
    static final String RATIO_OF_ONE = "recovered ÷ live, one request";

    private static final int CLIENTS = 1000;
    private static final int MISSED = 100;
    private static final int WARM_UPS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final byte[] LEAVE = Wire.ascii("UNSUBSCRIBE\nid:sub-0\nreceipt:left\n\n\0");

    /** What clients or the publisher send. */
    private interface Step {

        void run() throws IOException;
    }

    private final Swarm swarm;
    private final Target target;
    private final RestConnection publisher;
    private final byte[] head;
    private final byte[] batch = Payload.batch("topic:" + Swarm.TOPIC, MISSED);
    private String position = "";
    private int receipts;
    private double live;
    private double liveOfOne;
    private double recovered;

    private Recover(Swarm swarm, Target target) throws IOException {
        this.swarm = swarm;
        this.target = target;
        this.publisher = new RestConnection(swarm.loop, target.server(), (_, _) -> {});
        this.head = target.server().head("/api/v1/notifications/batch", "application/json", batch.length);
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(CLIENTS, 50, _ -> null);
            var recover = new Recover(swarm, target);
            for (var client : swarm.subscribers) {
                client.onReceipt(recover::receipt);
            }
            return recover.run();
        }
    }

    private Map<String, Double> run() throws IOException {
        confirmed(this::subscribe);
        for (int i = 0; i < WARM_UPS; i++) {
            turn();
        }
        live = 0;
        liveOfOne = 0;
        recovered = 0;
        double deliveries = 0;
        for (long end = System.nanoTime() + Options.seconds() * 1_000_000_000L; System.nanoTime() - end < 0;) {
            turn();
            deliveries += CLIENTS * MISSED;
        }
        var values = new LinkedHashMap<String, Double>();
        values.put("CPU µs per recovered delivery", recovered / 2 / deliveries * 1e6);
        values.put(LIVE, live / deliveries * 1e6);
        values.put("one request", liveOfOne / deliveries * 1e6);
        values.put(RATIO, recovered / 2 / live);
        values.put(RATIO_OF_ONE, recovered / 2 / liveOfOne);
        return values;
    }

    /** In turn, so that a busy moment of the machine meets both. */
    private void turn() throws IOException {
        live += cpu(this::publishEach);
        leaveAndRecover();
        liveOfOne += cpu(() -> publisher.send(head, batch));
        leaveAndRecover();
    }

    private void publishEach() throws IOException {
        for (int i = 0; i < MISSED; i++) {
            swarm.publisher().publish(Swarm.TOPIC, System.nanoTime());
        }
    }

    private void leaveAndRecover() throws IOException {
        confirmed(() -> all(LEAVE));
        recovered += cpu(this::subscribe);
    }

    private void subscribe() throws IOException {
        all(target.server().subscribe(0, Swarm.TOPIC, "receipt:subscribed\n" + position));
    }

    private void all(byte[] frame) throws IOException {
        for (var client : swarm.subscribers) {
            client.send(frame);
        }
    }

    /** CPU seconds of the server until each has what it misses, and nothing else. */
    private double cpu(Step step) throws IOException {
        swarm.loop.run(PAUSE, Loop.NOTHING);
        swarm.traffic.reset();
        double cpu = Proc.cpu(target.pid());
        step.run();
        var answers = swarm.publisher();
        await(() -> swarm.traffic.received() >= CLIENTS * MISSED && answers.isIdle(), "notifications");
        cpu = Proc.cpu(target.pid()) - cpu;
        long each = swarm.subscribers.getFirst().received();
        if (each % MISSED != 0 || swarm.subscribers.stream().anyMatch(client -> client.received() != each)) {
            throw new IOException("some got more than they missed, others less");
        }
        return cpu;
    }

    private void confirmed(Step step) throws IOException {
        receipts = 0;
        step.run();
        await(() -> receipts == CLIENTS, "receipts");
    }

    private void await(BooleanSupplier done, String what) throws IOException {
        if (!swarm.loop.runUntil(done, PATIENCE, Loop.NOTHING)) {
            throw new IOException("not all " + what + " came");
        }
    }

    /** That of a SUBSCRIBE names the head: the position before what is published next. */
    private void receipt(String frame) throws IOException {
        receipts++;
        if (frame.contains("\nrecovered:false")) {
            throw new IOException("not recovered: " + frame);
        }
        var lines = frame.lines().filter(line -> line.startsWith("epoch:") || line.startsWith("offset:")).toList();
        if (!lines.isEmpty()) {
            position = String.join("\n", lines) + "\n";
        }
    }
}
