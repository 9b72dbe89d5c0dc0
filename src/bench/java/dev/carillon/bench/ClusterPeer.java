package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.Stream;

import dev.carillon.RabbitMq;

/** Three nodes on a database and an exchange of their own; the first is the target, the rest are its others. */
record ClusterPeer() implements Peer {

    private static final int NODES = 3;

    @Override
    public String name() {
        return CARILLON_CLUSTER;
    }

    @Override
    public String missing() {
        return Stream.of(Store.POSTGRESQL.missing(), RabbitMq.missing())
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public Target start() throws IOException {
        var rabbit = RabbitMq.exchange();
        Runtime.getRuntime().addShutdownHook(new Thread(rabbit::close));
        var settings = new ArrayList<>(Store.POSTGRESQL.empty("carillon-three-nodes"));
        Stream.of(rabbit.settings()).map(setting -> "--" + setting).forEach(settings::add);
        settings.addAll(CarillonPeer.RAISED);
        var nodes = new ArrayList<Target>();
        for (int i = 1; i <= NODES; i++) {
            nodes.add(CarillonPeer.start("carillon-node-" + i, settings, false));
        }
        return nodes.getFirst().with(nodes.subList(1, NODES));
    }
}
