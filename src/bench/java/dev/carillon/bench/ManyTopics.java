package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** 10,000 topics with one subscriber each, as for users' own notifications. */
final class ManyTopics {

    static final String NAME = "many topics, 10,000 × 1, 1,000/s";
    static final String CPU = "CPU µs per notification";

    private static final int TOPICS = 10_000;
    private static final int PER_SECOND = 1000;

    private ManyTopics() {}

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            long start = System.nanoTime();
            swarm.connect(TOPICS, 100, i -> "t" + i);
            double connected = (System.nanoTime() - start) / 1e9;
            swarm.reach(IntStream.range(0, TOPICS).mapToObj(i -> "t" + i).toList());
            double cpu = Proc.cpu(target.pid());
            swarm.loop.run(Duration.ofSeconds(Options.seconds()), swarm.pace(PER_SECOND, i -> "t" + i * 7 % TOPICS));
            swarm.drain(1);
            cpu = Proc.cpu(target.pid()) - cpu;
            var values = new LinkedHashMap<String, Double>();
            values.put(Paced.P50, swarm.traffic.millis(50));
            values.put(Paced.P99, swarm.traffic.millis(99));
            values.put(CPU, cpu / swarm.traffic.received() * 1e6);
            values.put("s to connect all", connected);
            return values;
        }
    }
}
