package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 50 notifications a second to 1,000 subscribers: nothing to share, so it is the cost of one small write. */
final class Paced {

    static final String NAME = "paced fan-out, 1,000 subscribers, 50/s";
    static final String P50 = "p50 ms";
    static final String P99 = "p99 ms";

    static final int PER_SECOND = 50;

    private static final int WARM_UP_WINDOW = 16;

    private Paced() {}

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(Saturated.SUBSCRIBERS, 50, _ -> Swarm.TOPIC);
            swarm.reach(List.of(Swarm.TOPIC));
            return pace(swarm, target, Saturated.SUBSCRIBERS);
        }
    }

    static Map<String, Double> pace(Swarm swarm, Target target, int receivers) throws IOException {
        // At 50 a second the code that takes a publish would run uncompiled for a minute.
        swarm.loop.run(Duration.ofSeconds(2), swarm.saturate(receivers, WARM_UP_WINDOW));
        swarm.drain(receivers);
        swarm.settle();
        swarm.loop.run(Duration.ofSeconds(2), swarm.pace(PER_SECOND, _ -> Swarm.TOPIC));
        swarm.drain(receivers);
        swarm.settle();
        double cpu = Proc.cpu(target.pid());
        double lanes = Proc.threadCpu(target.pid(), Saturated.LANE);
        swarm.loop.run(Duration.ofSeconds(Options.seconds()), swarm.pace(PER_SECOND, _ -> Swarm.TOPIC));
        if (!swarm.drain(receivers)) {
            throw new IOException("only " + swarm.traffic.received() + " of " + swarm.traffic.published() * receivers
                    + " arrived, half a minute after the last was published");
        }
        cpu = Proc.cpu(target.pid()) - cpu;
        lanes = Proc.threadCpu(target.pid(), Saturated.LANE) - lanes;
        var values = new LinkedHashMap<String, Double>();
        values.put(P50, swarm.traffic.millis(50));
        values.put(P99, swarm.traffic.millis(99));
        values.put(Saturated.CPU, cpu / swarm.traffic.received() * 1e6);
        values.put(Saturated.LANES, lanes / swarm.traffic.received() * 1e6);
        return values;
    }
}
