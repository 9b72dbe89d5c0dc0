package dev.carillon.history;

import java.util.concurrent.TimeUnit;

/** There is no space left for SQLite, for a while. */
record FullDisks() implements Trouble {

    private static final int BEFORE_AND_AFTER = 200;
    private static final int MEANWHILE = 20;
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    @Override
    public void happen(Scene scene) {
        var sqlite = scene.backing().sqlite();
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
        scene.history().spells().begin("SQLite", "a full disk");
        sqlite.fill();
        scene.awaitUnknown(MEANWHILE);
        scene.pause(LONGEST);
        sqlite.free();
        scene.history().spells().end("SQLite");
        scene.awaitAcknowledged(BEFORE_AND_AFTER);
    }

    @Override
    public boolean excuses(Seen.Closed closed, Spells spells) {
        return false;
    }
}
