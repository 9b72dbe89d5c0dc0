package dev.carillon.history;

import java.util.concurrent.TimeUnit;

/** There is no space left for SQLite, for a while. */
record FullDisks() implements Trouble {

    private static final int BEFORE_AND_AFTER = 200;
    private static final int MEANWHILE = 20;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    @Override
    public void happen(Scene scene) {
        if (!(scene.store() instanceof SqliteStore sqlite)) {
            throw new IllegalArgumentException("the disk that is full is SQLite's");
        }
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
        sqlite.fill();
        scene.awaitUnknown(MEANWHILE);
        scene.pause(LONGEST);
        sqlite.free();
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
    }

    @Override
    public boolean serviceStays() {
        return true;
    }
}
