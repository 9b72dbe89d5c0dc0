package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntFunction;

import dev.carillon.load.Loop;
import dev.carillon.load.Subscriber;
import dev.carillon.load.Traffic;

/** The same over STOMP: 64 callers, each with a session of its own, whose SEND is answered by a RECEIPT. */
final class SendRate {

    static final String NAME = "send over STOMP, 64 callers";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SendRate() {}

    static Map<String, Double> measure(Target target) throws IOException {
        var values = measure(target, _ -> Swarm.TOPIC);
        values.put("published/s, a topic each", measure(target, i -> Swarm.TOPIC + i).get(Rate.PUBLISHED));
        return values;
    }

    private static Map<String, Double> measure(Target target, IntFunction<String> topic) throws IOException {
        try (var loop = new Loop()) {
            var callers = new ArrayList<Subscriber>();
            for (int i = 0; i < Rate.CALLERS; i++) {
                callers.add(new Subscriber(loop, target.server(), null, new Traffic(), false));
            }
            if (!loop.runUntil(() -> callers.stream().allMatch(Subscriber::isOpen), PATIENCE, Loop.NOTHING)) {
                throw new IOException("not all callers have a session");
            }
            var rate = new Rate();
            for (int i = 0; i < Rate.CALLERS; i++) {
                var caller = callers.get(i);
                var frame = target.server().send(topic.apply(i), "receipt:sent\n", Payload.padding());
                caller.onReceipt(_ -> {
                    rate.answered(true);
                    caller.send(frame);
                });
                caller.send(frame);
            }
            return rate.measure(loop, target);
        }
    }
}
