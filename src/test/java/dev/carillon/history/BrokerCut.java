package dev.carillon.history;

/** RabbitMQ closes all its connections, and takes new ones at once. */
record BrokerCut() implements ClusterFault {

    @Override
    public void strike(Scene scene) {
        scene.history().spells().begin(RabbitBroker.NAME, "connections to RabbitMQ cut");
        scene.backing().rabbit().closeConnections();
        scene.history().spells().end(RabbitBroker.NAME);
    }
}
