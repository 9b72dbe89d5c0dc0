package dev.carillon.history;

import java.util.concurrent.TimeUnit;

/** The process is gone in the middle of whatever it does, and started at once. */
record Kills() implements Trouble {

    private static final long STARTING = TimeUnit.SECONDS.toNanos(6);

    @Override
    public void happen(Scene scene) {
        var options = scene.options();
        int each = options.notifications() / options.cycles();
        scene.awaitAcknowledged(1 + scene.random().nextInt(2 * each + 1));
        var node = scene.nodes().any(scene.random());
        var process = node.process();
        scene.history().spells().begin(node.name(), "a node killed");
        process.kill();
        process.start();
        if (scene.random().nextInt(5) == 0) {
            // Once more, wherever it is: reading its store, or with the first clients back.
            scene.pause(STARTING);
            process.kill();
            process.start();
        }
        process.awaitListening();
        scene.history().spells().end(node.name());
    }

    @Override
    public boolean excuses(Seen.Closed closed, Spells spells) {
        return true;
    }
}
