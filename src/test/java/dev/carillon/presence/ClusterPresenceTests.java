package dev.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import dev.carillon.relay.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is here, on several nodes. */
class ClusterPresenceTests {

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(ClusterPresenceTests.class);
        await().until(() -> !presence(cluster.one(), "warm").get("partial").asBoolean()
                && !presence(cluster.other(), "warm").get("partial").asBoolean());
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void countsThoseOfAllNodes() {
        try (var _ = socket(cluster.one(), "alice", "both");
                var _ = socket(cluster.other(), "alice", "both");
                var _ = socket(cluster.other(), "bob", "both")) {
            for (var node : new RunningCarillon[]{cluster.one(), cluster.other()}) {
                assertThat(presence(node, "both")).hasToString("{\"topic\":\"both\",\"count\":3,\"users\":["
                        + "{\"user\":\"alice\",\"sessions\":2},{\"user\":\"bob\",\"sessions\":1}],\"partial\":false}");
                assertThat(manager(node).get("/topics?after=bot&limit=1").at("/topics/0/subscriptions").asInt())
                        .isEqualTo(3);
                var sessions = manager(node).get("/users/alice/sessions").get("sessions");
                assertThat(sessions).hasSize(2);
                assertThat(sessions.at("/0/node").asString()).isNotEqualTo(sessions.at("/1/node").asString());
            }
        }
    }

    @Test
    void sendsAUserAwayEverywhere() {
        var token = TestTokens.of("outcast", "a", 600, "**");
        try (var socket = StompSocket.connect(cluster.other(), token).subscribe("s", "/topic/away")) {
            assertThat(manager(cluster.one()).send("DELETE", "/users/outcast/sessions").statusCode()).isEqualTo(204);
            // By now, and not when the other node looks into the store.
            new Api(cluster.other(), token).refuses("GET", "/me/notifications", 401, "session-revoked", null);
            assertThat(socket.closeCode()).isEqualTo(4410);
        }
    }

    @Test
    void saysWhereItKnowsAPartOnly() {
        try (var _ = socket(cluster.one(), "alice", "part"); var _ = socket(cluster.other(), "bob", "part")) {
            cluster.brokerThere(false);
            var alone = presence(cluster.other(), "part");
            assertThat(alone.get("partial").asBoolean()).isTrue();
            assertThat(alone.get("users")).hasToString("[{\"user\":\"bob\",\"sessions\":1}]");
            assertThat(manager(cluster.other()).send("DELETE", "/users/nobody/sessions").statusCode()).isEqualTo(204);
            cluster.brokerThere(true);
            await().until(() -> presence(cluster.other(), "part").get("count").asInt() == 2
                    && !presence(cluster.other(), "part").get("partial").asBoolean());
        }
    }

    @Test
    void forgetsANodeThatGoes() {
        var third = cluster.start();
        var socket = socket(third, "carol", "going");
        await().until(() -> presence(cluster.one(), "going").get("count").asInt() == 1);
        third.close();
        await().until(() -> {
            var found = presence(cluster.one(), "going");
            return found.get("count").asInt() == 0 && !found.get("partial").asBoolean();
        });
        socket.close();
    }

    private static StompSocket socket(RunningCarillon node, String user, String topic) {
        return StompSocket.connect(node, TestTokens.all(user)).subscribe("s", "/topic/" + topic);
    }

    private static JsonNode presence(RunningCarillon node, String topic) {
        return manager(node).get("/topics/" + topic + "/presence");
    }

    private static Api manager(RunningCarillon node) {
        return new Api(node, TestTokens.manager());
    }
}
