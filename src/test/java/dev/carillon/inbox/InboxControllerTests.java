package dev.carillon.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

class InboxControllerTests {

    private static final String ME = "/me/notifications";

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String user = "reader-" + UUID.randomUUID();
    private final Api me = new Api(carillon, TestTokens.all(user));

    @Test
    void pagesTheQueueBothWays() {
        publish(5);

        assertThat(offsets("limit=2")).containsExactly(1L, 2L);
        assertThat(offsets("after=2&limit=2")).containsExactly(3L, 4L);
        assertThat(offsets("before=6&limit=2")).containsExactly(5L, 4L);
        assertThat(offsets("before=4")).containsExactly(3L, 2L, 1L);
        assertThat(offsets("before=9223372036854775807&limit=1")).containsExactly(5L);
        assertThat(offsets("before=0")).isEmpty();
        assertThat(offsets("after=5")).isEmpty();
    }

    @Test
    void saysWhatIsRead() {
        var ids = publish(2);
        post("/" + ids.getFirst() + "/read", 204);

        var page = me.get(ME);
        assertThat(page.propertyNames()).containsExactly("epoch", "head", "unread", "notifications");
        assertThat(page.get("head").asLong()).isEqualTo(2);
        assertThat(page.get("unread").asLong()).isEqualTo(1);
        assertThat(page.at("/notifications/0/read").asBoolean()).isTrue();
        assertThat(page.at("/notifications/0/readAt").asString()).endsWith("Z");
        assertThat(page.at("/notifications/1/read").asBoolean()).isFalse();
        assertThat(page.at("/notifications/1").has("readAt")).isFalse();
        assertThat(offsets("unread=true")).containsExactly(2L);
        assertThat(offsets("unread=false")).containsExactly(1L, 2L);
    }

    @Test
    void countsEachNotificationOnce() {
        var id = publish(3).getFirst();

        post("/" + id + "/read", 204);
        post("/" + id + "/read", 204);
        assertThat(unread("")).isEqualTo(2);
        post("/" + id + "/unread", 204);
        post("/" + id + "/unread", 204);
        assertThat(unread("")).isEqualTo(3);
        assertThat(post("/read?upTo=2", 200)).isEqualTo("{\"unread\":1}");
        assertThat(post("/read?upTo=2", 200)).isEqualTo("{\"unread\":1}");
        assertThat(post("/read?upTo=9223372036854775807", 200)).isEqualTo("{\"unread\":0}");
        assertThat(post("/read?upTo=0", 200)).isEqualTo("{\"unread\":0}");
    }

    @Test
    void queuesAreApart() {
        publish(1);
        me.publish("/users/" + user + "/notifications?queue=alerts", "{\"payload\":1}");
        me.publish("/users/" + user + "/notifications?queue=alerts", "{\"payload\":2}");

        assertThat(unread("?queue=alerts")).isEqualTo(2);
        assertThat(post("/read?upTo=2&queue=alerts", 200)).isEqualTo("{\"unread\":0}");
        assertThat(unread("")).isEqualTo(1);
        assertThat(offsets("queue=alerts")).containsExactly(1L, 2L);
        assertThat(unread("?queue=never")).isZero();
    }

    @Test
    void leavesOutTheServicesOwnNotices() {
        var id = publish(1).getFirst();
        me.publish("/users/" + user + "/notifications", "{\"payload\":1,\"type\":\"Carillon.of.theirs\"}");
        assertThat(me.send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);

        assertThat(offsets("")).containsExactly(2L);
        assertThat(unread("")).isEqualTo(1);
        assertThat(me.get(ME).get("head").asLong()).isEqualTo(3);
    }

    /** The notice itself has an id, which a client knows. */
    @Test
    void aNoticeCannotBeMadeUnread() {
        try (var socket = StompSocket.connect(carillon, me.token()).subscribe("s", "/user/queue/inbox")) {
            var id = publish(1).getFirst();
            socket.expect("MESSAGE");
            me.send("DELETE", "/notifications/" + id);

            var notice = socket.expect("MESSAGE").header("message-id");
            me.refuses("POST", ME + "/" + notice + "/unread", 404, "not-found", "id");
        }
    }

    @Test
    void otherSessionsHearOfEveryChange() {
        try (var socket = StompSocket.connect(carillon, me.token()).subscribe("s", "/user/queue/inbox");
                var alerts = StompSocket.connect(carillon, me.token()).subscribe("s", "/user/queue/alerts")) {
            var ids = publish(3);
            ids.forEach(_ -> socket.expect("MESSAGE"));

            post("/" + ids.getFirst() + "/read", 204);
            post("/" + ids.getFirst() + "/read", 204);
            post("/" + ids.getFirst() + "/unread", 204);
            post("/read?upTo=2", 200);
            post("/read?upTo=2", 200);
            post("/" + ids.getLast() + "/read", 204);

            assertNotice(socket.expect("MESSAGE"), "{\"unread\":2,\"read\":[\"" + ids.getFirst() + "\"]}");
            assertNotice(socket.expect("MESSAGE"), "{\"unread\":3,\"unreadIds\":[\"" + ids.getFirst() + "\"]}");
            assertNotice(socket.expect("MESSAGE"), "{\"unread\":1,\"readUpTo\":2}");
            assertNotice(socket.expect("MESSAGE"), "{\"unread\":0,\"read\":[\"" + ids.getLast() + "\"]}");
            assertThat(alerts.pending()).isZero();
        }
        assertThat(me.get(ME).get("head").asLong()).isEqualTo(3);
    }

    /** More than one transaction takes. */
    @Test
    void readsALongQueueUpToItsEnd() {
        var batch = "{\"destination\":\"user:" + user + "\",\"payload\":1}";
        assertThat(carillon.publish(me.token(), "/notifications/batch",
                "{\"notifications\":[" + (batch + ",").repeat(999) + batch + "]}").statusCode()).isEqualTo(200);
        publish(1);

        try (var socket = StompSocket.connect(carillon, me.token()).subscribe("s", "/user/queue/inbox")) {
            assertThat(post("/read?upTo=1000", 200)).isEqualTo("{\"unread\":1}");
            assertNotice(socket.expect("MESSAGE"), "{\"unread\":1,\"readUpTo\":1000}");
        }
    }

    @Test
    void othersQueuesCannotBeReached() {
        var id = publish(1).getFirst();
        var topical = me.publish("/topics/inbox.topic/notifications", "{\"payload\":1}").get("id").asString();
        var bob = new Api(carillon, TestTokens.all("bob-" + user));

        bob.refuses("POST", ME + "/" + id + "/read", 404, "not-found", "id");
        me.refuses("POST", ME + "/" + topical + "/read", 404, "not-found", "id");
        me.refuses("POST", ME + "/" + topical + "/unread", 404, "not-found", "id");
        assertThat(bob.get(ME).get("notifications")).isEmpty();
        assertThat(unread("")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x", "00000000-0000-0000-0000-000000000000", "0-0-0-0-0", "a%20b"})
    void refusesIdsThatAreNone(String id) {
        me.refuses("POST", ME + "/" + id + "/read", 404, "not-found", "id");
        me.refuses("POST", ME + "/" + id + "/unread", 404, "not-found", "id");
    }

    @ParameterizedTest
    @CsvSource({"after=-1, after", "after=x, after", "before=-1, before", "before=, before", "limit=0, limit",
        "limit=1001, limit", "limit=ten, limit", "after=1&before=2, before", "unread=maybe, unread",
        "colour=red, colour",
        "queue=a&queue=b, queue"})
    void refusesPagesThatItDoesNotUnderstand(String query, String field) {
        me.refuses("GET", ME + "?" + query, 400, "request-invalid", field);
    }

    @ParameterizedTest
    @CsvSource({"upTo=-1, upTo", "upTo=x, upTo", "upTo=, upTo", "queue=inbox, upTo", "upTo=1&id=2, id"})
    void refusesOffsetsThatAreNone(String query, String field) {
        me.refuses("POST", ME + "/read?" + query, 400, "request-invalid", field);
    }

    @Test
    void refusesQueuesOutsideTheGrammar() {
        me.refuses("GET", ME + "?queue=a.b", 400, "destination-invalid", "queue");
        me.refuses("GET", ME + "/unread-count?queue=%2A", 400, "destination-invalid", "queue");
        me.refuses("POST", ME + "/read?upTo=1&queue=a%2Fb", 400, "destination-invalid", "queue");
    }

    private List<String> publish(int count) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ids.add(me.publish("/users/" + user + "/notifications", "{\"payload\":" + i + "}").get("id").asString());
        }
        return ids;
    }

    private String post(String path, int status) {
        var answer = me.send("POST", ME + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private long unread(String query) {
        return me.get(ME + "/unread-count" + query).get("unread").asLong();
    }

    private List<Long> offsets(String query) {
        return me.get(ME + (query.isEmpty() ? "" : "?" + query))
                .get("notifications")
                .valueStream()
                .map((JsonNode notification) -> notification.get("offset").asLong())
                .toList();
    }

    private static void assertNotice(StompSocket.Frame message, String body) {
        assertThat(message.body()).isEqualTo(body);
        assertThat(message.headers()).containsEntry("type", "carillon.inbox")
                .containsEntry("content-type", "application/json")
                .containsEntry("destination", "/user/queue/inbox")
                .doesNotContainKeys("epoch", "offset");
    }
}
