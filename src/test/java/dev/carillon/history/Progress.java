package dev.carillon.history;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets the load go on for a while, and takes down for how long a node that should acknowledges nothing. */
record Progress(Scene scene, Collection<Node> nodes) {

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

    private record Count(long acknowledged, long since) {

        Count next(long sum, long now) {
            return sum == acknowledged ? this : new Count(sum, now);
        }
    }

    void watch(Duration time) {
        long begun = System.nanoTime();
        var counts = new HashMap<Node, Count>();
        nodes.forEach(node -> counts.put(node, new Count(node.acknowledged().sum(), begun)));
        for (long now = begun; now - begun < time.toNanos(); now = System.nanoTime()) {
            for (var node : nodes) {
                var count = counts.get(node).next(node.acknowledged().sum(), now);
                counts.put(node, count);
                scene.history().stalls().add(now - count.since(), node + " when last was " + scene.history().spells());
            }
            LockSupport.parkNanos(GLANCE);
        }
    }
}
