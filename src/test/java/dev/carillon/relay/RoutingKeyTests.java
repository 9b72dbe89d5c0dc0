package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingKeyTests {

    @Test
    void showsATopicAsItIs() {
        assertThat(RoutingKey.of(new Topic("orders.eu"))).isEqualTo("topic.orders.eu");
    }

    /** {@code *} and {@code #} are words that match others (AMQP 0-9-1 section 3.1.3.3); a key has 255 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"#", "a.#.b", "a.*", "alice@example.com", "alice/inbox", "topic.orders", "nodes"})
    void hidesAUser(String user) {
        assertThat(RoutingKey.of(new UserQueue(user, "inbox"))).matches("user\\.[A-Za-z0-9_-]{43}\\.inbox");
        assertThat(RoutingKey.of(new UserQueue(user, "inbox")))
                .isNotEqualTo(RoutingKey.of(new UserQueue(user + "x", "inbox")))
                .isNotEqualTo(RoutingKey.of(new UserQueue(user, "alerts")));
    }

    @Test
    void isNeverTooLong() {
        assertThat(bytes(RoutingKey.of(new UserQueue("ü".repeat(255), "q".repeat(64))))).isLessThanOrEqualTo(255);
        assertThat(bytes(RoutingKey.of(new Topic("a".repeat(50) + ".b".repeat(75))))).isLessThanOrEqualTo(255);
    }

    private static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }
}
