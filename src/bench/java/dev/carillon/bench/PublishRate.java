package dev.carillon.bench;

import java.io.IOException;
import java.util.Map;
import java.util.function.IntFunction;

import dev.carillon.load.Loop;
import dev.carillon.load.RestConnection;

/**
 * What a publish over REST costs: 64 callers, each with a connection of its own. Nobody subscribes, so nothing but the way in is
 * measured. Accepted is any 2xx: whether it is stored first is the server's business.
 */
final class PublishRate {

    static final String NAME = "publish over REST, 64 callers";

    private PublishRate() {}

    static Map<String, Double> measure(Target target) throws IOException {
        var values = measure(target, _ -> Swarm.TOPIC);
        values.put("published/s, a topic each", measure(target, i -> Swarm.TOPIC + i).get(Rate.PUBLISHED));
        return values;
    }

    private static Map<String, Double> measure(Target target, IntFunction<String> topic) throws IOException {
        try (var loop = new Loop()) {
            var rate = new Rate();
            var body = target.envelope();
            for (int i = 0; i < Rate.CALLERS; i++) {
                var head = target.jsonHead(topic.apply(i));
                new RestConnection(loop, target.server(), (caller, accepted) -> {
                    rate.answered(accepted);
                    caller.send(head, body);
                }).send(head, body);
            }
            return rate.measure(loop, target);
        }
    }
}
