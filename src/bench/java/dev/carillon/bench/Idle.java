package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.carillon.load.Loop;

/** 10,000 subscribers that get nothing, with heart-beats every 25 s where the server has them. */
final class Idle {

    static final String NAME = "idle, 10,000 subscribers";
    static final String HEAP = "heap KB per connection";
    static final String RSS = "RSS KB per connection";
    static final String CPU = "CPU µs/s per connection";

    private static final int CONNECTIONS = 10_000;
    private static final int WARM_UP = 2000;
    private static final Duration PERIOD = Duration.ofSeconds(26);
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(25);

    /** First they come in a hurry, or the code that takes them would run uncompiled through the whole period. */
    private static final Duration HURRY = Duration.ofSeconds(5);
    private static final long HURRIED_HEARTBEAT = TimeUnit.MILLISECONDS.toNanos(500);

    private Idle() {}

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(WARM_UP, 100, _ -> Swarm.TOPIC);
            swarm.reach(List.of(Swarm.TOPIC));
        }
        try (var swarm = new Swarm(target)) {
            boolean java = target.stomp();
            swarm.loop.run(Duration.ofSeconds(2), Loop.NOTHING);
            double heap = java ? Heap.live(target.pid(), Children.DIRECTORY.resolve("heap-base.txt")) : Double.NaN;
            double rss = Proc.rss(target.pid());
            swarm.connect(CONNECTIONS, 100, _ -> Swarm.TOPIC);
            swarm.loop.run(Duration.ofSeconds(3), Loop.NOTHING);
            if (target.stomp()) {
                swarm.loop.run(HURRY, swarm.beats(HURRIED_HEARTBEAT));
                swarm.loop.run(Duration.ofSeconds(2), Loop.NOTHING);
            }
            double cpu = Proc.cpu(target.pid());
            swarm.loop.run(PERIOD, target.stomp() ? swarm.beats(HEARTBEAT) : Loop.NOTHING);
            cpu = Proc.cpu(target.pid()) - cpu;
            var values = new LinkedHashMap<String, Double>();
            if (java) {
                heap = Heap.live(target.pid(), Children.DIRECTORY.resolve("heap-" + target.port() + ".txt")) - heap;
                values.put(HEAP, heap / CONNECTIONS / 1024);
            }
            values.put(RSS, (Proc.rss(target.pid()) - rss) / CONNECTIONS / 1024);
            values.put(CPU, cpu / PERIOD.toSeconds() / CONNECTIONS * 1e6);
            return values;
        }
    }
}
