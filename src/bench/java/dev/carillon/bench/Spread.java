package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.carillon.load.StreamCheck;
import dev.carillon.load.Subscriber;

/** A cluster as it would be used: each topic has a subscriber on each node, and is published to whichever node is next. */
final class Spread {

    static final String NAME = "cluster spread, 1,000 topics, 3,000 subscribers on three nodes, 300/s";
    static final String CPU = "CPU µs per notification";

    private static final int TOPICS = 1000;
    private static final int PER_SECOND = 300;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Swarm swarm;
    private final Target target;
    private final List<StreamCheck> checks;

    private Spread(Swarm swarm, Target target) {
        this.swarm = swarm;
        this.target = target;
        this.checks = swarm.subscribers.stream().map(_ -> new StreamCheck()).toList();
        for (int i = 0; i < checks.size(); i++) {
            swarm.subscribers.get(i).onMessage(checks.get(i));
        }
    }

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target, target.nodes())) {
            for (var node : target.nodes()) {
                swarm.connect(node, TOPICS, 50, Spread::topic);
            }
            swarm.reach(IntStream.range(0, TOPICS).mapToObj(Spread::topic).toList());
            return new Spread(swarm, target).run();
        }
    }

    private static String topic(int i) {
        return "t" + i % TOPICS;
    }

    private Map<String, Double> run() throws IOException {
        pace(WARM_UP);
        swarm.traffic.reset();
        var before = RelayCounts.ofAll(target);
        var cpu = cpu();
        long start = System.nanoTime();
        pace(Duration.ofSeconds(Options.seconds()));
        var after = cpu();
        double elapsed = (System.nanoTime() - start) / 1e9;
        var relay = RelayCounts.ofAll(target).minus(before);
        double published = swarm.traffic.published();
        var values = new LinkedHashMap<String, Double>();
        values.put(Paced.P50, swarm.traffic.millis(50));
        values.put(Paced.P99, swarm.traffic.millis(99));
        cpu.forEach((name, seconds) -> values.put("cores, " + name,
                (after.get(name) - seconds) / elapsed));
        values.put(CPU, IntStream.rangeClosed(1, target.nodes().size())
                .mapToDouble(i -> after.get("node " + i) - cpu.get("node " + i))
                .sum() / published * 1e6);
        values.put("relayed per notification", relay.received() / published);
        values.put("missed by the relay", relay.missed());
        values.put("dropped by the relay", relay.dropped());
        values.put("heap MB a node", heap());
        values.put("RSS MB a node", target.nodes()
                .stream()
                .mapToLong(node -> Proc.rss(node.pid()))
                .average()
                .orElseThrow() / 1024 / 1024);
        return values;
    }

    private void pace(Duration duration) throws IOException {
        swarm.loop.run(duration, swarm.pace(PER_SECOND, Spread::topic));
        boolean all = swarm.drain(target.nodes().size());
        long missed = checks.stream().mapToLong(StreamCheck::missed).sum();
        long outOfOrder = checks.stream().mapToLong(check -> check.doubled() + check.disordered()).sum();
        long closed = swarm.subscribers.stream().filter(Subscriber::isClosed).count();
        if (!all || missed + outOfOrder + closed > 0) {
            throw new IOException(swarm.traffic.received() + " came of " + swarm.traffic.published() + " to each node, "
                    + missed + " missed, " + outOfOrder + " again or late, " + closed + " closed");
        }
    }

    /** Seconds of each process that takes part. */
    private Map<String, Double> cpu() {
        var seconds = new LinkedHashMap<String, Double>();
        for (int i = 0; i < target.nodes().size(); i++) {
            seconds.put("node " + (i + 1), Proc.cpu(target.nodes().get(i).pid()));
        }
        seconds.put("PostgreSQL", Proc.cpuOfAll("postgres"));
        seconds.put("RabbitMQ", Proc.cpuOfAll("beam.smp"));
        return seconds;
    }

    private double heap() throws IOException {
        double bytes = 0;
        for (var node : target.nodes()) {
            bytes += Heap.live(node.pid(), Children.DIRECTORY.resolve("heap-" + node.port() + ".txt"));
        }
        return bytes / target.nodes().size() / 1024 / 1024;
    }
}
