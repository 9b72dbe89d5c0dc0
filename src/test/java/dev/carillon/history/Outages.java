package dev.carillon.history;

import java.util.concurrent.TimeUnit;

/** PostgreSQL is killed, or it hangs, for a while. */
record Outages() implements Trouble {

    private static final int BEFORE_AND_AFTER = 200;
    private static final int MEANWHILE = 20;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    @Override
    public void happen(Scene scene) {
        if (!(scene.store() instanceof PostgresStore postgres)) {
            throw new IllegalArgumentException("an outage is one of PostgreSQL");
        }
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
        if (scene.random().nextBoolean()) {
            postgres.kill();
            last(scene);
            postgres.start();
        } else {
            postgres.freeze();
            last(scene);
            postgres.thaw();
        }
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
    }

    private static void last(Scene scene) {
        scene.awaitUnknown(MEANWHILE);
        scene.pause(LONGEST);
    }

    @Override
    public boolean serviceStays() {
        return true;
    }
}
