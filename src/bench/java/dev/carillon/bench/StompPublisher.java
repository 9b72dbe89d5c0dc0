package dev.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import dev.carillon.load.Loop;
import dev.carillon.load.Publisher;
import dev.carillon.load.Server;
import dev.carillon.load.Subscriber;
import dev.carillon.load.Traffic;
import dev.carillon.load.Wire;

/** Publishes by SEND on a WebSocket of its own, to servers that take nothing else. */
final class StompPublisher implements Publisher {

    private final Subscriber socket;
    private final Server server;
    private final Traffic traffic;
    private final byte[] payload = Payload.padding();
    private long sent;

    StompPublisher(Loop loop, Server server, Traffic traffic) throws IOException {
        this.server = server;
        this.traffic = traffic;
        this.socket = new Subscriber(loop, server, null, traffic, false);
        if (!loop.runUntil(socket::isOpen, Duration.ofSeconds(10), Loop.NOTHING)) {
            throw new IOException("no session to publish in");
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public void publish(String topic, long stamp) {
        Wire.stamp(payload, stamp);
        try {
            socket.send(server.send(topic, "", payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sent++;
        traffic.countPublished();
    }

    @Override
    public long answered() {
        return sent;
    }
}
