package dev.carillon.history;

import dev.carillon.history.Finding.Fault;

/** RabbitMQ is down for a while; publishing goes on, at every node. */
record BrokerStop() implements ClusterFault {

    @Override
    public void strike(Scene scene) {
        var rabbit = scene.backing().rabbit();
        scene.history().spells().begin(RabbitBroker.NAME, "RabbitMQ stopped");
        if (scene.random().nextBoolean()) {
            rabbit.stop();
        } else {
            rabbit.kill();
        }
        var before = scene.nodes().all().stream().mapToLong(node -> node.acknowledged().sum()).toArray();
        new Progress(scene, scene.nodes().all()).watch(scene.options().cluster().outage());
        for (int i = 0; i < before.length; i++) {
            var node = scene.nodes().all().get(i);
            if (node.acknowledged().sum() == before[i]) {
                scene.history().finding(Fault.UNEXPECTED, node + " acknowledges nothing while RabbitMQ is down");
            }
        }
        rabbit.start();
        scene.history().spells().end(RabbitBroker.NAME);
    }
}
