package dev.carillon.history;

import java.util.ArrayList;
import java.util.List;

/** Something happens to a node, to RabbitMQ or to PostgreSQL: each kind once, in any order, and then at random. */
final class ClusterFaults implements Trouble {

    /** At every node, before the next fault. */
    private static final int AFTERWARDS = 20;

    private final List<ClusterFault> kinds;
    private final List<ClusterFault> pending;

    ClusterFaults(List<ClusterFault> kinds) {
        this.kinds = kinds;
        this.pending = new ArrayList<>(kinds);
    }

    @Override
    public void happen(Scene scene) {
        int each = scene.options().notifications() / scene.options().cycles();
        scene.awaitAcknowledged(1 + scene.random().nextInt(each));
        next(scene).strike(scene);
        scene.awaitAcknowledgedBy(scene.nodes().all(), AFTERWARDS);
    }

    private ClusterFault next(Scene scene) {
        var choice = pending.isEmpty() ? kinds : pending;
        var fault = choice.get(scene.random().nextInt(choice.size()));
        pending.remove(fault);
        return fault;
    }

    /**
     * The node itself was in trouble, or it could not read what its client has missed, since PostgreSQL was: then it says so. That
     * RabbitMQ is down is no reason.
     */
    @Override
    public boolean excuses(Seen.Closed closed, Spells spells) {
        return spells.cover(closed.node(), closed.at())
                || closed.isExplained() && spells.cover(PostgresStore.NAME, closed.at());
    }
}
