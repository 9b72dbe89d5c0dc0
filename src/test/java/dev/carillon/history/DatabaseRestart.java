package dev.carillon.history;

/** All of PostgreSQL is killed, and started at once. */
record DatabaseRestart() implements ClusterFault {

    @Override
    public void strike(Scene scene) {
        var postgres = scene.backing().postgres();
        scene.history().spells().begin(PostgresStore.NAME, "PostgreSQL restarted");
        postgres.kill();
        postgres.start();
        scene.history().spells().end(PostgresStore.NAME);
    }
}
