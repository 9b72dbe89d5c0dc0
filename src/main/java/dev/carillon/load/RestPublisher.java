package dev.carillon.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;

/** Publishes by POST over some connections that are kept alive, one request at a time on each. */
public final class RestPublisher implements Publisher {

    /** Told of each that was not accepted. */
    public interface Refused {

        void refused(String topic, int status) throws IOException;
    }

    private record Waiting(String topic, long stamp) {}

    /**
     * As many as notifications may be under way in the saturated scenario: this loop looks at each connection once between
     * two rounds of a thousand subscribers, so with fewer of them it is the publisher that is saturated.
     */
    private static final int CONNECTIONS = 64;

    private final ArrayDeque<RestConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Server server;
    private final Refused refused;
    private final IdentityHashMap<RestConnection, String> sending = new IdentityHashMap<>();
    private final Traffic traffic;
    private final byte[] payload;
    private String lastTopic = "";
    private byte[] head = {};
    private long answered;

    /**
     * Connects.
     *
     * @param refused told of each that was not accepted
     */
    public RestPublisher(Loop loop, Server server, Traffic traffic, Refused refused) throws IOException {
        this.server = server;
        this.refused = refused;
        this.payload = Wire.padding(server.payload());
        this.traffic = traffic;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new RestConnection(loop, server, this::answered));
        }
    }

    @Override
    public boolean isReady() {
        return !idle.isEmpty();
    }

    @Override
    public boolean isIdle() {
        return idle.size() == CONNECTIONS;
    }

    @Override
    public void publish(String topic, long stamp) throws IOException {
        traffic.countPublished();
        var connection = idle.poll();
        if (connection == null) {
            waiting.add(new Waiting(topic, stamp));
        } else {
            send(connection, topic, stamp);
        }
    }

    @Override
    public long answered() {
        return answered;
    }

    private void send(RestConnection connection, String topic, long stamp) throws IOException {
        if (!topic.equals(lastTopic)) {
            lastTopic = topic;
            head = server.textHead(topic);
        }
        Wire.stamp(payload, stamp);
        sending.put(connection, topic);
        connection.send(head, payload);
    }

    private void answered(RestConnection connection, boolean accepted) throws IOException {
        if (!accepted) {
            refused.refused(String.valueOf(sending.get(connection)), connection.status());
        }
        answered++;
        var next = waiting.poll();
        if (next == null) {
            idle.add(connection);
        } else {
            send(connection, next.topic(), next.stamp());
        }
    }
}
