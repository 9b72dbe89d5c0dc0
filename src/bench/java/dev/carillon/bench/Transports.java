package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.carillon.load.Loop;
import dev.carillon.load.Traffic;
import dev.carillon.load.Turns;

/**
 * The comparison that tutorials make, measured: the same events to clients that poll, that read server-sent events, and that hold a
 * WebSocket. Each way has a service of its own, whose log is empty. What publishing takes by itself is measured as well, and subtracted.
 */
public final class Transports {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int CLIENTS = 200;
    private static final int PER_SECOND = 1;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final int WARM_UP_PER_SECOND = 100;
    private static final String NOBODY = "nobody";
    private static final String CPU = "CPU ms a client and minute";
    private static final String BYTES = "KB a client and minute";
    private static final String IDLE_CPU = "CPU ms, nothing published";
    private static final String IDLE_BYTES = "KB, nothing published";

    /** How clients come to know. */
    private interface Way {

        Clients open(Loop loop, Target target, Traffic traffic) throws IOException;
    }

    /** What a minute of one client took. */
    private record Cost(double cpuMillis, double kilobytes, double requests) {}

    private final Results results = new Results();
    private final Map<String, Way> ways = new LinkedHashMap<>();

    private Transports() {
        ways.put(NOBODY, (loop, target, traffic) -> new Sockets(loop, target, traffic, 0));
        ways.put("polling every 10 s", polling(10));
        ways.put("polling every second", polling(1));
        ways.put("server-sent events", (loop, target, traffic) -> new Events(loop, target, traffic, CLIENTS));
        ways.put("STOMP over WebSocket", (loop, target, traffic) -> new Sockets(loop, target, traffic, CLIENTS));
    }

    private static Way polling(int seconds) {
        return (loop, target, traffic) -> new Polling(loop, target, traffic, CLIENTS,
                TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Takes {@code bench.rounds}, {@code bench.seconds} and {@code bench.patience} as system properties. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Children.DIRECTORY);
        new Transports().run();
    }

    private void run() throws IOException {
        var name = CLIENTS + " clients, " + PER_SECOND + " notification a second";
        for (int round = 1; round <= Options.rounds(); round++) {
            Map<String, Double> publishing = Map.of();
            for (var way : ways.entrySet()) {
                var values = measure(way.getValue());
                if (way.getKey().equals(NOBODY)) {
                    publishing = values;
                } else {
                    for (var column : new String[]{CPU, BYTES, IDLE_CPU, IDLE_BYTES}) {
                        values.merge(column, publishing.get(column), (all, rest) -> all - rest);
                    }
                    results.add(name, way.getKey(), values);
                }
                IO.println(round + " " + way.getKey() + " " + values);
            }
        }
        IO.println(results.markdown());
    }

    private Map<String, Double> measure(Way way) throws IOException {
        var peer = new CarillonPeer("transports", Store.SQLITE, false, false);
        try (var target = peer.start(); var loop = new Loop()) {
            var traffic = new Traffic();
            var clients = way.open(loop, target, traffic);
            require(loop.runUntil(clients::isReady, PATIENCE, clients::turn), "not all are subscribed");
            var publisher = target.publisher(loop, traffic);
            // At one a second the server's code would run uncompiled for an hour.
            loop.run(WARM_UP, Turns.pace(publisher, traffic, WARM_UP_PER_SECOND, _ -> Swarm.TOPIC).and(clients::turn));
            Quiet.await(target);
            // What came meanwhile was not late, but we.
            loop.run(Duration.ofSeconds(1), clients::turn);
            loop.runUntil(() -> clients.haveAll(publisher.answered()), PATIENCE, clients::turn);
            traffic.reset();
            var busy = cost(loop, target, clients,
                    Turns.pace(publisher, traffic, PER_SECOND, _ -> Swarm.TOPIC).and(clients::turn));
            var values = new LinkedHashMap<String, Double>();
            values.put("requests a client and minute", busy.requests());
            values.put(Paced.P50, traffic.millis(50));
            values.put(Paced.P99, traffic.millis(99));
            values.put(BYTES, busy.kilobytes());
            values.put(CPU, busy.cpuMillis());
            boolean all = loop.runUntil(() -> clients.haveAll(publisher.answered()), PATIENCE, clients::turn);
            require(all, "some missed something");
            var idle = cost(loop, target, clients, clients::turn);
            values.put(IDLE_BYTES, idle.kilobytes());
            values.put(IDLE_CPU, idle.cpuMillis());
            return values;
        }
    }

    private static Cost cost(Loop loop, Target target, Clients clients, Loop.Turn turn) throws IOException {
        long bytes = Proc.loopback();
        long requests = clients.requests();
        double cpu = Proc.cpu(target.pid());
        long start = System.nanoTime();
        loop.run(Duration.ofSeconds(Options.seconds()), turn);
        double clientMinutes = CLIENTS * (System.nanoTime() - start) / 60e9;
        return new Cost((Proc.cpu(target.pid()) - cpu) * 1000 / clientMinutes,
                (Proc.loopback() - bytes) / 1000.0 / clientMinutes, (clients.requests() - requests) / clientMinutes);
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(otherwise);
        }
    }
}
