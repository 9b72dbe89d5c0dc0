package dev.carillon.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 1,000 clients that come at once, as after a restart, until each is subscribed. */
final class Burst {

    static final String NAME = "burst of 1,000 connects";
    static final String TIME = "s until all are subscribed";
    static final String CPU = "CPU µs per connection";

    private static final int CLIENTS = 1000;

    /**
     * Before each that counts, after as many in the round that does not: a handshake runs through so much code that a JVM
     * has compiled what matters of it after some 30,000. Its first thousand cost five times as much.
     */
    private static final int WARM_UPS = 15;

    private Burst() {}

    static Map<String, Double> measure(Target target) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            burst(target);
        }
        return burst(target);
    }

    private static Map<String, Double> burst(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            double cpu = Proc.cpu(target.pid());
            long start = System.nanoTime();
            swarm.connect(CLIENTS, CLIENTS, _ -> Swarm.TOPIC);
            double connected = System.nanoTime() - start;
            swarm.reach(List.of(Swarm.TOPIC));
            var values = new LinkedHashMap<String, Double>();
            values.put(TIME, connected / 1e9);
            values.put(CPU, (Proc.cpu(target.pid()) - cpu) / CLIENTS * 1e6);
            return values;
        }
    }
}
