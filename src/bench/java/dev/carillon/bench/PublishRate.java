package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many notifications a server takes over REST, 64 at a time, with one subscriber. */
final class PublishRate {

    static final String NAME = "publish rate over REST, 64 at a time, 1 subscriber";

    private PublishRate() {}

    static Map<String, Double> measure(Target target) throws IOException {
        try (var swarm = new Swarm(target)) {
            swarm.connect(1, 1, _ -> Swarm.TOPIC);
            swarm.reach(List.of(Swarm.TOPIC));
            Loop.Turn busy = now -> {
                while (swarm.publisher().isReady()) {
                    swarm.publisher().publish(Swarm.TOPIC, System.nanoTime());
                }
                return now + 100_000_000L;
            };
            swarm.loop.run(Duration.ofSeconds(2), busy);
            long before = swarm.publisher().answered();
            double cpu = Proc.cpu(target.pid());
            long start = System.nanoTime();
            swarm.loop.run(Duration.ofSeconds(Options.seconds()), busy);
            double answered = swarm.publisher().answered() - before;
            var values = new LinkedHashMap<String, Double>();
            values.put("published/s", answered / ((System.nanoTime() - start) / 1e9));
            values.put("CPU µs each", (Proc.cpu(target.pid()) - cpu) / answered * 1e6);
            return values;
        }
    }
}
