package dev.carillon.load;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;

/** Publishes by POST over some connections that are kept alive, one request at a time on each. */
public final class RestPublisher implements Publisher {

    /** Told what became of each. */
    public interface Answers {

        /**
         * One was answered.
         *
         * @param status 0 where there will be no answer
         */
        void answered(String topic, int status, String answer) throws IOException;
    }

    private record Waiting(String topic, long stamp) {}

    /**
     * As many as notifications may be under way in the saturated scenario: this loop looks at each connection once between
     * two rounds of a thousand subscribers, so with fewer of them it is the publisher that is saturated.
     */
    private static final int CONNECTIONS = 64;

    private final ArrayDeque<RestConnection> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final IdentityHashMap<RestConnection, String> asked = new IdentityHashMap<>();
    private final Loop loop;
    private final Server server;
    private final Answers answers;
    private final Traffic traffic;
    private final byte[] payload;
    private boolean sending;
    private String lastTopic = "";
    private byte[] head = {};
    private long answered;

    /** Begins to connect; what is published until it has is sent then. */
    public RestPublisher(Loop loop, Server server, Traffic traffic, Answers answers) throws IOException {
        this.loop = loop;
        this.server = server;
        this.answers = answers;
        this.payload = traffic.payload(server.payload());
        this.traffic = traffic;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(new RestConnection(loop, server, this::answered));
        }
    }

    /**
     * Waits until it has connected.
     *
     * @throws IOException if it cannot, or not within this time
     */
    void open(Duration patience) throws IOException {
        if (!loop.runUntil(() -> idle.stream().allMatch(RestConnection::isOpen), patience, Loop.NOTHING)) {
            throw new HttpConnectTimeoutException("no connection within " + patience);
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
        waiting.add(new Waiting(topic, stamp));
        send();
    }

    @Override
    public long answered() {
        return answered;
    }

    /** Waits for no answer any longer, and says how many notifications were not even sent. */
    int giveUp() throws IOException {
        int unsent = waiting.size();
        waiting.clear();
        for (var connection : List.copyOf(asked.keySet())) {
            connection.giveUp();
        }
        return unsent;
    }

    /** What waits, one after another: were it sent from the answer before, a dead server would answer thousands deep. */
    private void send() throws IOException {
        if (sending) {
            return;
        }
        sending = true;
        try {
            while (!waiting.isEmpty() && !idle.isEmpty()) {
                send(idle.remove(), waiting.remove());
            }
        } finally {
            sending = false;
        }
    }

    private void send(RestConnection connection, Waiting next) throws IOException {
        if (!next.topic().equals(lastTopic)) {
            lastTopic = next.topic();
            head = server.textHead(lastTopic);
        }
        Wire.stamp(payload, next.stamp());
        asked.put(connection, lastTopic);
        connection.send(head, payload);
    }

    private void answered(RestConnection connection, boolean accepted) throws IOException {
        answered++;
        idle.add(connection);
        answers.answered(String.valueOf(asked.remove(connection)), connection.status(), connection.last());
        send();
    }
}
