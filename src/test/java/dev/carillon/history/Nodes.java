package dev.carillon.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** All nodes of the service, one or more, on one store. */
record Nodes(List<Node> all, AtomicInteger arrivals) implements AutoCloseable {

    private static final Duration PATIENCE_WITH_THE_ONLY_ONE = Duration.ofMinutes(1);
    private static final Duration PATIENCE_WITH_ONE_OF_SEVERAL = Duration.ofSeconds(5);

    /** Starts them at once, as an orchestrator does, and waits until all listen. */
    static Nodes start(Options options, List<String> settings) {
        var nodes = new Nodes(new ArrayList<>(), new AtomicInteger());
        try {
            for (int i = 1; i <= options.cluster().nodes(); i++) {
                nodes.all.add(new Node("node" + i, new ServiceProcess(options.jvm(), settings, log(options, i))));
            }
            nodes.all.forEach(node -> node.process().awaitListening());
            return nodes;
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    private static Path log(Options options, int number) {
        return HistoryRun.file(options.name() + (options.cluster().isOne() ? "" : "-node" + number) + ".log");
    }

    /** Each in turn: clients are spread over all at first. */
    Node next() {
        return all.get(Math.floorMod(arrivals.getAndIncrement(), all.size()));
    }

    /** As if there were no other. */
    Nodes only(Node node) {
        return new Nodes(List.of(node), new AtomicInteger());
    }

    List<Node> others(Node node) {
        return all.stream().filter(other -> other != node).toList();
    }

    Node any(RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }

    /** How long a client waits for an answer: where there is somebody else to ask, not long. */
    Duration patience() {
        return all.size() == 1 ? PATIENCE_WITH_THE_ONLY_ONE : PATIENCE_WITH_ONE_OF_SEVERAL;
    }

    @Override
    public void close() {
        all.forEach(node -> node.process().close());
    }
}
