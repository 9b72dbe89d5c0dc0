package dev.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who is here, on one node. */
class PresenceTests {

    private static final RunningCarillon CARILLON = RunningCarillon.start("carillon.access.anonymous-subscribe=open.**",
            "carillon.presence.topics=room.*");

    private final Api manager = new Api(CARILLON, TestTokens.manager());
    private final String unique = UUID.randomUUID().toString();
    private final String topic = "open." + unique;

    @Test
    void countsWhoIsSubscribed() {
        try (var _ = socket("bob", topic);
                var _ = socket("alice", topic);
                var second = socket("alice", topic);
                var stranger = StompSocket.open(CARILLON).send("CONNECT\naccept-version:1.2\n\n")) {
            stranger.expect("CONNECTED");
            stranger.subscribe("s", "/topic/" + topic);
            assertThat(presence("")).hasToString("{\"topic\":\"" + topic + "\",\"count\":4,\"users\":["
                    + "{\"user\":\"alice\",\"sessions\":2},{\"user\":\"bob\",\"sessions\":1}],\"partial\":false}");
            assertThat(presence("?limit=1").get("users")).hasToString("[{\"user\":\"alice\",\"sessions\":2}]");

            second.send("UNSUBSCRIBE\nid:s\nreceipt:u\n\n").expect("RECEIPT");
            assertThat(presence("").at("/users/0/sessions").asInt()).isEqualTo(1);
            second.close();
        }
        await().untilAsserted(() -> assertThat(presence("").get("count").asInt()).isZero());
    }

    @Test
    void listsTopicsByName() {
        try (var _ = socket("alice", topic + ".a");
                var _ = socket("bob", topic + ".a");
                var _ = socket("alice", topic + ".b")) {
            var found = manager.get("/topics?after=" + topic + "&limit=2");
            assertThat(found)
                    .hasToString("{\"topics\":[{\"topic\":\"" + topic + ".a\",\"subscriptions\":2},{\"topic\":\""
                            + topic + ".b\",\"subscriptions\":1}],\"partial\":false}");
            assertThat(manager.get("/topics?after=" + topic + ".a&limit=1").at("/topics/0/topic").asString())
                    .isEqualTo(topic + ".b");
        }
    }

    @Test
    void showsAUsersSessions() {
        var user = "user-" + unique;
        try (var _ = socket(user, topic); var _ = socket("somebody-else", topic)) {
            var sessions = manager.get("/users/" + user + "/sessions").get("sessions");
            assertThat(sessions).hasSize(1);
            assertThat(sessions.get(0).propertyNames()).containsExactly("session", "node", "protocol", "connectedSince",
                    "subscriptions");
            assertThat(sessions.at("/0/protocol").asString()).isEqualTo("stomp");
            assertThat(sessions.at("/0/connectedSince").asString()).endsWith("Z");
            assertThat(sessions.at("/0/subscriptions")).hasToString("[\"topic:" + topic + "\"]");
        }
    }

    @Test
    void tellsWhoJoinsAndWhoLeaves() {
        var room = "room." + unique;
        try (var watcher = socket("alice", room)) {
            var other = socket("bob", room);
            assertComing(watcher, "joined", "bob");
            other.close();
            assertComing(watcher, "left", "bob");
        }
    }

    @Test
    void tellsNobodyWhereItIsNotAskedFor() {
        try (var watcher = socket("alice", topic); var _ = socket("bob", topic)) {
            CARILLON.publish(TestTokens.all("carol"), "/topics/" + topic + "/notifications", "{\"payload\":1}");
            assertThat(watcher.expect("MESSAGE").body()).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics", "/topics/a/presence", "/users/bob/sessions", "/sessions?user=bob"})
    void isForThoseWhoMayManage(String path) {
        new Api(CARILLON, TestTokens.all("alice")).refuses("GET", path, 403, "scope-missing", null);
    }

    @ParameterizedTest
    @CsvSource({"/topics/a..b/presence,destination-invalid,topic", "/topics?after=a*,destination-invalid,topic",
        "/topics?limit=0,request-invalid,limit", "/topics/a/presence?limit=1001,request-invalid,limit",
        "/users/*/sessions,destination-invalid,user", "/users/bob/sessions?limit=x,request-invalid,limit",
        "/sessions,destination-invalid,user", "/sessions?user=a&user=b,request-invalid,user",
        "/topics/a/presence?other=1,request-invalid,other"})
    void refusesWhatIsNone(String path, String code, String field) {
        manager.refuses("GET", path, 400, code, field);
    }

    private StompSocket socket(String user, String destination) {
        return StompSocket.connect(CARILLON, TestTokens.all(user)).subscribe("s", "/topic/" + destination);
    }

    private JsonNode presence(String query) {
        return manager.get("/topics/" + topic + "/presence" + query);
    }

    private static void assertComing(StompSocket watcher, String event, String user) {
        var message = watcher.expect("MESSAGE");
        if (message.body().contains("\"user\":\"alice\"")) {
            message = watcher.expect("MESSAGE"); // Its own coming, if it was there by then.
        }
        assertThat(message.headers()).containsEntry("type", "carillon.presence").doesNotContainKey("offset");
        assertThat(message.body()).startsWith("{\"event\":\"" + event + "\",\"user\":\"" + user + "\",\"session\":\"");
    }
}
