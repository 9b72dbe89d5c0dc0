package dev.carillon.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paced fan-out of one node, published to that node itself, then to another, whence the relay brings it. Meanwhile the third has
 * subscribers of something else, and must not hear of it.
 */
final class Hop {

    static final String NAME = "cluster hop, 1,000 subscribers on one node, 50/s to another";
    static final String P50 = "p50 ÷ own";
    static final String P99 = "p99 ÷ own";
    static final String CPU = "CPU-s per million, relayed";
    static final String UNWANTED = "brought and not wanted";

    private static final String ELSEWHERE = "elsewhere";
    private static final int ELSEWHERE_SUBSCRIBERS = 10;

    private Hop() {}

    static Map<String, Double> measure(Target target) throws IOException {
        var own = paced(target, target);
        var relayed = paced(target, target.another());
        var values = new LinkedHashMap<String, Double>();
        values.put("p50 ms, own node", own.get(Paced.P50));
        values.put("p99 ms, own node", own.get(Paced.P99));
        values.put("p50 ms, relayed", relayed.get(Paced.P50));
        values.put("p99 ms, relayed", relayed.get(Paced.P99));
        values.put(P50, relayed.get(Paced.P50) / own.get(Paced.P50));
        values.put(P99, relayed.get(Paced.P99) / own.get(Paced.P99));
        values.put("CPU-s per million, own node", own.get(Saturated.CPU));
        values.put(CPU, relayed.get(Saturated.CPU));
        values.put(UNWANTED, relayed.get(UNWANTED));
        return values;
    }

    private static Map<String, Double> paced(Target target, Target publishing) throws IOException {
        try (var swarm = new Swarm(target, List.of(publishing))) {
            swarm.connect(Saturated.SUBSCRIBERS, 50, _ -> Swarm.TOPIC);
            var third = target.others().getLast();
            swarm.connect(third, ELSEWHERE_SUBSCRIBERS, ELSEWHERE_SUBSCRIBERS, _ -> ELSEWHERE);
            swarm.reach(List.of(Swarm.TOPIC, ELSEWHERE));
            var here = RelayCounts.of(target);
            var there = RelayCounts.of(third);
            var everywhere = RelayCounts.ofAll(target);
            var values = Paced.pace(swarm, target, Saturated.SUBSCRIBERS);
            here = RelayCounts.of(target).minus(here);
            there = RelayCounts.of(third).minus(there);
            everywhere = RelayCounts.ofAll(target).minus(everywhere);
            requireIsolation(here, there, everywhere, target != publishing);
            values.put(UNWANTED, there.received() + everywhere.unwanted());
            return values;
        }
    }

    private static void requireIsolation(RelayCounts here, RelayCounts there, RelayCounts everywhere,
            boolean relayed) throws IOException {
        if (relayed != here.received() > 0) {
            throw new IOException("the relay brought " + here.received() + " to the node with the subscribers");
        }
        if (there.received() > 0 || everywhere.unwanted() > 0) {
            throw new IOException("the relay brought " + there.received() + " to the node without, and "
                    + everywhere.unwanted() + " that nobody wanted");
        }
    }
}
