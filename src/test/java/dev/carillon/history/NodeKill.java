package dev.carillon.history;

/** A node is gone in the middle of whatever it does, and started at once; the others stay. */
record NodeKill() implements ClusterFault {

    @Override
    public void strike(Scene scene) {
        var node = scene.nodes().any(scene.random());
        scene.history().spells().begin(node.name(), "a node killed");
        node.process().kill();
        node.process().start();
        node.process().awaitListening();
        scene.history().spells().end(node.name());
    }
}
