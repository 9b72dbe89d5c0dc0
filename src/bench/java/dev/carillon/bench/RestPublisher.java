package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayDeque;

/** Publishes by POST over some connections that are kept alive, one request at a time on each. */
final class RestPublisher implements Publisher {

    private record Waiting(String topic, long stamp) {}

    /**
     * As many as notifications may be under way in the saturated scenario: this loop looks at each connection once between
     * two rounds of a thousand subscribers, so with fewer of them it is the publisher that is saturated.
     */
    private static final int CONNECTIONS = 64;

    private final ArrayDeque<RestConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Target target;
    private final Traffic traffic;
    private final byte[] payload = Wire.padding();
    private String lastTopic = "";
    private byte[] head = {};
    private long answered;

    RestPublisher(Loop loop, Target target, Traffic traffic) throws IOException {
        this.target = target;
        this.traffic = traffic;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new RestConnection(loop, target.port(), this::answered));
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
            head = target.textHead(topic);
        }
        Wire.stamp(payload, stamp);
        connection.send(head, payload);
    }

    private void answered(RestConnection connection, boolean accepted) throws IOException {
        if (!accepted) {
            throw new IOException("a notification was refused");
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
