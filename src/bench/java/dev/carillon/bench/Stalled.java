package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.load.Loop;
import dev.carillon.load.Subscriber;

/** 10 of 1,000 subscribers do not read: what the others notice of it. */
final class Stalled {

    static final String NAME = "stalled readers, 10 of 1,000, 50/s";
    static final String NONE = "p99 ms, none stalled";
    static final String RATIO = "p99 ÷ none stalled";

    private static final int STALLED = 10;
    private static final int HEALTHY = Saturated.SUBSCRIBERS - STALLED;

    /** What fills the sockets of those that do not read: 8 MB each, as the kernel takes up to 4 MB for a server. */
    private static final String FLOOD = "flood";
    private static final int FLOODS = 200;
    private static final int TIMES = 100;

    /** Carillon gives a write 10 s and a close another 5. */
    private static final Duration LIMIT = Duration.ofSeconds(16);

    private Stalled() {}

    static Map<String, Double> measure(Target target) throws IOException {
        double none = p99(target, 0);
        double some = p99(target, STALLED);
        var values = new LinkedHashMap<String, Double>();
        values.put(NONE, none);
        values.put("p99 ms, 10 stalled", some);
        values.put(RATIO, some / none);
        return values;
    }

    private static double p99(Target target, int count) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(HEALTHY, 50, _ -> Swarm.TOPIC);
            var stalled = swarm.connectStalled(count, FLOOD, TIMES);
            swarm.reach(List.of(Swarm.TOPIC));
            stalled.forEach(Subscriber::stopReading);
            long start = System.nanoTime();
            flood(swarm);
            double p99 = Paced.pace(swarm, target, HEALTHY).get(Paced.P99);
            if (target.slowCode() != 0 && count > 0) {
                swarm.loop.run(LIMIT.minusNanos(System.nanoTime() - start), Loop.NOTHING);
                requireClosed(swarm, stalled, target.slowCode());
            }
            return p99;
        }
    }

    private static void flood(Swarm swarm) throws IOException {
        for (int i = 0; i < FLOODS; i++) {
            swarm.publisher().publish(FLOOD, System.nanoTime());
        }
        swarm.loop.runUntil(swarm.publisher()::isIdle, Duration.ofSeconds(30), Loop.NOTHING);
        swarm.settle();
    }

    /** What a server keeps for those who never read is memory that it does not get back. */
    private static void requireClosed(Swarm swarm, List<Subscriber> stalled, int code) throws IOException {
        stalled.forEach(Subscriber::resumeReading);
        swarm.loop.runUntil(() -> stalled.stream().allMatch(Subscriber::isClosed), Duration.ofSeconds(2), Loop.NOTHING);
        var wrong = stalled.stream()
                .filter(reader -> !reader.isClosed() || reader.closeCode() != 0 && reader.closeCode() != code)
                .map(reader -> reader.isClosed() ? "closed with " + reader.closeCode() : "kept")
                .toList();
        if (!wrong.isEmpty()) {
            throw new IOException("stalled readers should be closed with " + code + " or cut off, but were " + wrong);
        }
    }
}
