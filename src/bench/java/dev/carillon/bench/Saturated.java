package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As many deliveries as go, to 1,000 subscribers of one topic. */
final class Saturated {

    static final String NAME = "saturated fan-out, 1,000 subscribers";
    static final String RELAYED = "cluster saturated, 1,000 subscribers on one node";
    static final String RATE = "deliveries/s";
    static final String CPU = "CPU-s per million";

    /** Of Carillon the part of the lanes: what subscribers cost, and not publishers. */
    static final String LANES = "of it lanes";
    static final String LANE = "lane-";

    static final int SUBSCRIBERS = 1000;

    /** Enough that the server never waits for us, far from what any of them gives up on. */
    private static final int WINDOW = 64;

    private Saturated() {}

    static Map<String, Double> measure(Target target) throws IOException {
        return measure(target, target);
    }

    /** Published to another node of the cluster, where there is one; the CPU is that of the subscribers' node. */
    static Map<String, Double> relayed(Target target) throws IOException {
        return measure(target, target.another());
    }

    private static Map<String, Double> measure(Target target, Target publishing) throws IOException {
        try (var swarm = new Swarm(target, List.of(publishing))) {
            swarm.connect(SUBSCRIBERS, 50, _ -> Swarm.TOPIC);
            swarm.reach(List.of(Swarm.TOPIC));
            swarm.loop.run(Duration.ofSeconds(2), swarm.saturate(SUBSCRIBERS, WINDOW));
            long before = swarm.traffic.received();
            double cpu = Proc.cpu(target.pid());
            double lanes = Proc.threadCpu(target.pid(), LANE);
            long start = System.nanoTime();
            swarm.loop.run(Duration.ofSeconds(Options.seconds()), swarm.saturate(SUBSCRIBERS, WINDOW));
            double deliveries = swarm.traffic.received() - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            cpu = Proc.cpu(target.pid()) - cpu;
            lanes = Proc.threadCpu(target.pid(), LANE) - lanes;
            swarm.drain(SUBSCRIBERS);
            var values = new LinkedHashMap<String, Double>();
            values.put(RATE, deliveries / seconds);
            values.put(CPU, cpu / deliveries * 1e6);
            values.put(LANES, lanes / deliveries * 1e6);
            return values;
        }
    }
}
