package dev.carillon.history;

import java.time.Duration;

import dev.carillon.history.Finding.Fault;

/** A node is stopped as an orchestrator stops it, and started; each in turn. */
final class RollingRestarts implements Trouble {

    private static final int BEFORE_AND_AFTER = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int RESTARTED = 1012;

    private int turn;

    @Override
    public void happen(Scene scene) {
        scene.awaitAcknowledgedBy(scene.nodes().all(), BEFORE_AND_AFTER);
        var node = scene.nodes().all().get(turn++ % scene.nodes().all().size());
        scene.history().spells().begin(node.name(), "a node stopped");
        if (!node.process().terminate(PATIENCE)) {
            scene.history().finding(Fault.UNEXPECTED, node + " does not end within " + PATIENCE);
            node.process().kill();
        }
        node.process().start();
        node.process().awaitListening();
        scene.history().spells().end(node.name());
        scene.awaitAcknowledgedBy(scene.nodes().all(), BEFORE_AND_AFTER);
    }

    /** A node that is stopped says why it closes. */
    @Override
    public boolean excuses(Seen.Closed closed, Spells spells) {
        return closed.code() == RESTARTED && spells.cover(closed.node(), closed.at());
    }
}
