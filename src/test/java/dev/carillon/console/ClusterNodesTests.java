package dev.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.StreamSupport;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.relay.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What several nodes measure, whichever is asked. */
class ClusterNodesTests {

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(ClusterNodesTests.class);
        awaitWhole();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void tellsOfAllNodes() {
        var token = TestTokens.all("alice");
        try (var one = StompSocket.connect(cluster.one(), token).subscribe("s", "/topic/all");
                var other = StompSocket.connect(cluster.other(), token).subscribe("s", "/topic/all");
                var _ = StompSocket.connect(cluster.other(), token)) {
            cluster.one().publish(token, "/topics/all/notifications", "{\"payload\":1}");
            one.expect("MESSAGE");
            other.expect("MESSAGE");
            for (var asked : new RunningCarillon[]{cluster.one(), cluster.other()}) {
                var nodes = nodes(asked).get("nodes");
                assertThat(nodes).hasSize(2);
                assertThat(nodes.at("/0/node").asString()).isLessThan(nodes.at("/1/node").asString());
                assertThat(StreamSupport.stream(nodes.spliterator(), false)
                        .map(node -> node.at("/gauges/carillon.connections").asInt())).containsExactlyInAnyOrder(1, 2);
                assertThat(nodes).allSatisfy(node -> {
                    assertThat(node.at("/gauges/carillon.relay.connected").asInt()).isEqualTo(1);
                    assertThat(node.at("/gauges/carillon.relay.lag").asDouble()).isPositive();
                });
            }
        }
    }

    @Test
    void saysWhereItKnowsAPartOnly() {
        cluster.brokerThere(false);
        var alone = nodes(cluster.other());
        assertThat(alone.get("partial").asBoolean()).isTrue();
        assertThat(alone.get("nodes")).hasSize(1);
        assertThat(alone.at("/nodes/0/gauges/carillon.relay.connected").asInt()).isZero();
        assertThat(alone.at("/nodes/0/gauges").has("carillon.relay.lag")).as("what is not known").isFalse();
        cluster.brokerThere(true);
        awaitWhole();
    }

    private static void awaitWhole() {
        await().until(() -> isWhole(cluster.one()) && isWhole(cluster.other()));
    }

    private static boolean isWhole(RunningCarillon node) {
        var answer = nodes(node);
        return answer.get("nodes").size() == 2 && !answer.get("partial").asBoolean();
    }

    private static JsonNode nodes(RunningCarillon node) {
        return new Api(node, TestTokens.manager()).get("/nodes");
    }
}
