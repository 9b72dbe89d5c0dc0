package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import dev.carillon.Postgres;
import dev.carillon.RabbitMq;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes with one PostgreSQL and one RabbitMQ, over real sockets. */
class ClusterTests {

    private static Postgres postgres;
    private static RabbitMq rabbit;
    private static RunningCarillon one;
    private static RunningCarillon other;

    private final String token = TestTokens.all("alice");

    @BeforeAll
    static void start() {
        rabbit = RabbitMq.exchange(ClusterTests.class);
        postgres = Postgres.database(ClusterTests.class);
        var settings = Stream.of(postgres.settings(), rabbit.settings()).flatMap(Stream::of).toArray(String[]::new);
        one = RunningCarillon.start(settings);
        other = RunningCarillon.start(settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        postgres.close();
        rabbit.close();
    }

    @Test
    void deliversWhatAnotherNodePublishes() {
        try (var socket = StompSocket.connect(other, token).subscribe("0", "/topic/cluster.one")) {
            publish(one, "cluster.one", "1");
            publish(other, "cluster.one", "2");
            publish(one, "cluster.one", "3");
            for (var number : new String[]{"1", "2", "3"}) {
                var message = socket.expect("MESSAGE");
                assertThat(message.body()).isEqualTo(number);
                assertThat(message.header("offset")).isEqualTo(number);
            }
        }
    }

    private void publish(RunningCarillon node, String topic, String payload) {
        assertThat(node.publish(token, "/topics/" + topic + "/notifications", "{\"payload\":" + payload + "}")
                .statusCode()).isEqualTo(201);
    }
}
