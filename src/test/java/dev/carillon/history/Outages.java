package dev.carillon.history;

import java.util.concurrent.TimeUnit;

/** PostgreSQL is killed, or it hangs, for a while. */
record Outages() implements Trouble {

    private static final int BEFORE_AND_AFTER = 200;
    private static final int MEANWHILE = 20;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    @Override
    public void happen(Scene scene) {
        var postgres = scene.backing().postgres();
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
        if (scene.random().nextBoolean()) {
            scene.history().spells().begin(PostgresStore.NAME, "PostgreSQL killed");
            postgres.kill();
            last(scene);
            postgres.start();
        } else {
            scene.history().spells().begin(PostgresStore.NAME, "PostgreSQL frozen");
            postgres.freeze();
            last(scene);
            postgres.thaw();
        }
        scene.history().spells().end(PostgresStore.NAME);
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
    }

    private static void last(Scene scene) {
        scene.awaitUnknown(MEANWHILE);
        scene.pause(LONGEST);
    }

    @Override
    public boolean excuses(Seen.Closed closed, Spells spells) {
        return false;
    }
}
