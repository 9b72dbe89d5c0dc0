package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 10 of 1,000 subscribers do not read: what the others notice of it. */
final class Stalled implements Scenario {

    static final String NAME = "stalled readers, 10 of 1,000, 50/s";
    static final String RATIO = "p99 ÷ none stalled";

    private static final int STALLED = 10;
    private static final int HEALTHY = Saturated.SUBSCRIBERS - STALLED;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> peers() {
        return List.of(Peer.CARILLON, Peer.STOCK_TOMCAT);
    }

    @Override
    public Map<String, Double> measure(Target target) throws IOException {
        double none = p99(target, 0);
        double some = p99(target, STALLED);
        var values = new LinkedHashMap<String, Double>();
        values.put("p99 ms, none stalled", none);
        values.put("p99 ms, 10 stalled", some);
        values.put(RATIO, some / none);
        return values;
    }

    private static double p99(Target target, int stalled) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(HEALTHY, 50, _ -> Swarm.TOPIC);
            swarm.connectStalled(stalled);
            swarm.reach(List.of(Swarm.TOPIC));
            swarm.stall(HEALTHY);
            // Fills the sockets of those that do not read, so that the server has to hold or drop from here on.
            swarm.loop.run(Duration.ofSeconds(2), swarm.saturate(HEALTHY, 16));
            swarm.settle();
            return Paced.pace(swarm, target, HEALTHY).get(Paced.P99);
        }
    }
}
