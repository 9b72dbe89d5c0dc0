package dev.carillon.history;

/**
 * A node stops in the middle of whatever it does, and goes on later, as when its machine is moved. Its sockets stay open
 * meanwhile and say nothing; whether what was sent to it is stored is not known.
 */
record NodePause() implements ClusterFault {

    @Override
    public void strike(Scene scene) {
        var node = scene.nodes().any(scene.random());
        scene.history().spells().begin(node.name(), "a node paused");
        node.process().pause();
        new Progress(scene, scene.nodes().others(node)).watch(scene.options().cluster().pause());
        node.process().resume();
        scene.history().spells().end(node.name());
    }
}
