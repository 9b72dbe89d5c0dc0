package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.load.Loop;
import dev.carillon.load.Publisher;
import dev.carillon.load.Traffic;

/** Publishes to several nodes in turn. */
final class RoundRobin implements Publisher {

    private final List<Publisher> publishers = new ArrayList<>();
    private int next;

    private RoundRobin() {}

    static Publisher over(List<Target> nodes, Loop loop, Traffic traffic) throws IOException {
        if (nodes.size() == 1) {
            return nodes.getFirst().publisher(loop, traffic);
        }
        var all = new RoundRobin();
        for (var node : nodes) {
            all.publishers.add(node.publisher(loop, traffic));
        }
        return all;
    }

    @Override
    public boolean isReady() {
        return publishers.stream().allMatch(Publisher::isReady);
    }

    @Override
    public boolean isIdle() {
        return publishers.stream().allMatch(Publisher::isIdle);
    }

    @Override
    public void publish(String topic, long stamp) throws IOException {
        publishers.get(next++ % publishers.size()).publish(topic, stamp);
    }

    @Override
    public long answered() {
        return publishers.stream().mapToLong(Publisher::answered).sum();
    }
}
