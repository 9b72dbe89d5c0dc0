package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import dev.carillon.Postgres;
import dev.carillon.RabbitMq;
import dev.carillon.RunningCarillon;
import dev.carillon.SharedBroker;
import dev.carillon.TcpProxy;
import dev.carillon.TestTokens;

/** Two nodes on one PostgreSQL and one broker, which can be taken away from the other one, and a third that is not heard. */
public final class Cluster implements AutoCloseable {

    final Postgres postgres;
    final TcpProxy broker;
    private final RunningCarillon one;
    private final RunningCarillon other;
    private final SharedBroker shared;
    private final String token = TestTokens.all("publisher");
    private RunningCarillon silent;

    public Cluster(Class<?> suite) {
        this(suite, RabbitMq.exchange(suite));
    }

    Cluster(Class<?> suite, SharedBroker shared) {
        this.shared = shared;
        this.postgres = Postgres.database(suite);
        this.broker = new TcpProxy(shared.port());
        this.one = start();
        this.other = start(broker.port());
        awaitConnected(one, true);
        awaitConnected(other, true);
    }

    public RunningCarillon one() {
        return one;
    }

    public RunningCarillon other() {
        return other;
    }

    /** Another node. */
    public RunningCarillon start(String... settings) {
        return start(shared.port(), settings);
    }

    private RunningCarillon start(int port, String... settings) {
        var all = new ArrayList<>(List.of(postgres.settings()));
        all.addAll(List.of(shared.settings(port)));
        all.addAll(List.of(settings));
        return RunningCarillon.start(all.toArray(String[]::new));
    }

    /** A node that stores, and tells nobody: as if the broker lost all that it says. */
    RunningCarillon silent() {
        if (silent == null) {
            silent = RunningCarillon.start(postgres.settings());
        }
        return silent;
    }

    void publish(RunningCarillon node, String topic, String... payloads) {
        for (var payload : payloads) {
            assertThat(node.publish(token, "/topics/" + topic + "/notifications", "{\"payload\":" + payload + "}")
                    .statusCode()).isEqualTo(201);
        }
    }

    /** Takes the broker away from the other node, or gives it back. */
    public void brokerThere(boolean there) {
        broker.open(there);
        awaitConnected(other, there);
    }

    static void awaitConnected(RunningCarillon node, boolean connected) {
        await().until(() -> node.metric("carillon_relay_connected") == (connected ? 1 : 0));
    }

    @Override
    public void close() {
        if (silent != null) {
            silent.close();
        }
        other.close();
        one.close();
        broker.close();
        postgres.close();
        shared.close();
    }
}
