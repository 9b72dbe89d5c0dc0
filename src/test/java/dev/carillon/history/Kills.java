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
        scene.service().kill();
        scene.service().start();
        if (scene.random().nextInt(5) == 0) {
            // Once more, wherever it is: reading its store, or with the first clients back.
            scene.pause(STARTING);
            scene.service().kill();
            scene.service().start();
        }
        scene.service().awaitListening();
    }

    @Override
    public boolean serviceStays() {
        return false;
    }
}
