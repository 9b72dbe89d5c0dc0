package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a publish over REST costs: 64 callers, each with a connection of its own, who post the next notification when the
 * last one is answered. Nobody subscribes, so nothing but the way in is measured.
 */
final class PublishRate {

    static final String NAME = "publish over REST, 64 callers";
    static final String RATE = "published/s";
    static final String CPU = "CPU µs each";

    private static final int CALLERS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final byte[] body = Wire.envelope();
    private final byte[] head;
    private long accepted;
    private long refused;

    private PublishRate(Target target) {
        head = target.postHead(Swarm.TOPIC, "application/json");
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var loop = new Loop()) {
            return new PublishRate(target).run(loop, target);
        }
    }

    private Map<String, Double> run(Loop loop, Target target) throws IOException {
        for (int i = 0; i < CALLERS; i++) {
            new RestConnection(loop, target.port(), this::answered).send(head, body);
        }
        loop.run(WARM_UP, Loop.NOTHING);
        accepted = 0;
        refused = 0;
        double cpu = Proc.cpu(target.pid());
        long start = System.nanoTime();
        loop.run(Duration.ofSeconds(Options.seconds()), Loop.NOTHING);
        var values = new LinkedHashMap<String, Double>();
        values.put(RATE, accepted / ((System.nanoTime() - start) / 1e9));
        values.put(CPU, (Proc.cpu(target.pid()) - cpu) / accepted * 1e6);
        values.put("failures", (double) refused);
        return values;
    }

    /** Accepted is any 2xx: whether it is stored first is the server's business. */
    private void answered(RestConnection connection, boolean isAccepted) throws IOException {
        if (isAccepted) {
            accepted++;
        } else {
            refused++;
        }
        connection.send(head, body);
    }
}
