package dev.carillon.bench;

import java.io.IOException;
import java.util.List;

import dev.carillon.bench.artemis.ArtemisBroker;

/** Artemis embedded in a JVM of its own: a broker in Java that speaks STOMP over WebSocket by itself. */
final class ArtemisPeer implements Peer {

    @Override
    public String name() {
        return ARTEMIS;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var process = Children.java("artemis", List.of(), ClassPath::isForArtemis, ArtemisBroker.class.getName(),
                List.of(Integer.toString(port)));
        Children.await(process, port);
        return new Target(process.pid(), port, process, true, "/", "", null, "", 0, false);
    }
}
