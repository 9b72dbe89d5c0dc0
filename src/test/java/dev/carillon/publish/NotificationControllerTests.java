package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NotificationControllerTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String user = "owner-" + UUID.randomUUID();
    private final Api publisher = new Api(carillon, TestTokens.all("publisher"));
    private final Api owner = new Api(carillon, TestTokens.of(user, List.of(), List.of()));
    private final Api stranger = new Api(carillon, TestTokens.of("stranger", List.of("**"), List.of("else.*")));

    @Test
    void tellsWhatBecameOfOneInATopic() {
        var published = publisher.publish("/topics/story.topic/notifications",
                "{\"payload\":\"secret\",\"type\":\"t\",\"key\":\"k\",\"ttl\":\"PT10M\"}");

        var story = publisher.get("/notifications/" + id(published));
        assertThat(story.propertyNames()).containsExactlyInAnyOrder("id", "destination", "epoch", "offset", "type",
                "key", "timestamp", "expiresAt", "accepted", "deliveries");
        for (var property : List.of("id", "destination", "epoch", "offset", "timestamp")) {
            assertThat(story.get(property)).isEqualTo(published.get(property));
        }
        assertThat(Instant.parse(story.get("expiresAt").asString()))
                .isEqualTo(Instant.parse(story.get("timestamp").asString()).plusSeconds(600));
        assertThat(story.get("deliveries")).isEmpty();
    }

    @Test
    void tellsTheOwnerAndThePublisherWhatBecameOfOneInAQueue() {
        try (var socket = StompSocket.open(carillon)) {
            var session = socket
                    .send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + owner.token() + "\n\n")
                    .expect("CONNECTED")
                    .header("session");
            socket.send("SUBSCRIBE\nid:s\ndestination:/user/queue/inbox\nack:client-individual\n\n");
            var id = publish();
            var ack = socket.expect("MESSAGE").header("ack");
            await().until(() -> owner.get("/notifications/" + id).get("deliveries").size() == 1);
            var sent = publisher.get("/notifications/" + id);
            assertThat(sent.at("/deliveries/0").propertyNames()).containsExactly("session", "sent");
            assertThat(sent.at("/deliveries/0/session").asString()).isEqualTo(session);
            assertThat(sent.has("acked") || sent.has("read")).isFalse();

            socket.send("ACK\nid:" + ack + "\n\n");
            owner.send("POST", "/me/notifications/" + id + "/read");
            await().until(() -> owner.get("/notifications/" + id).has("acked"));
            var settled = publisher.get("/notifications/" + id);
            assertThat(settled.at("/deliveries/0").propertyNames()).containsExactly("session", "sent", "acked");
            assertThat(settled.has("read")).isTrue();
        }
    }

    @Test
    void tellsOfOneThatIsStillToBeDelivered() {
        var at = Instant.now().plusSeconds(3600).toString();
        var id = id(publisher.publish("/users/" + user + "/notifications",
                "{\"payload\":1,\"ttl\":\"PT1M\",\"deliverAt\":\"" + at + "\"}"));

        var story = owner.get("/notifications/" + id);
        assertThat(story.propertyNames()).containsExactlyInAnyOrder("id", "destination", "timestamp", "deliverAt",
                "expiresAt", "accepted", "deliveries");
        stranger.refuses("GET", "/notifications/" + id, 404, "not-found", "id");
        stranger.refuses("DELETE", "/notifications/" + id, 404, "not-found", "id");
        assertThat(publisher.send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);
        publisher.refuses("GET", "/notifications/" + id, 404, "not-found", "id");
        assertThat(owner.get("/me/notifications").get("head").asLong()).isZero();
    }

    @Test
    void toStrangersItDoesNotExist() {
        var id = publish();

        stranger.refuses("GET", "/notifications/" + id, 404, "not-found", "id");
        stranger.refuses("DELETE", "/notifications/" + id, 404, "not-found", "id");
        owner.refuses("DELETE", "/notifications/" + id, 403, "destination-forbidden", null);
        assertThat(owner.get("/notifications/" + id).get("offset").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x", "batch", "00000000-0000-0000-0000-000000000000", "0-0-0-0-0", "a%20b"})
    void refusesIdsThatAreNone(String id) {
        publisher.refuses("GET", "/notifications/" + id, 404, "not-found", "id");
        publisher.refuses("DELETE", "/notifications/" + id, 404, "not-found", "id");
    }

    @Test
    void whatHasExpiredIsGone() {
        var id = id(publisher.publish("/users/" + user + "/notifications", "{\"payload\":1,\"ttl\":\"PT0.001S\"}"));

        await().until(() -> publisher.send("GET", "/notifications/" + id).statusCode() == 404);
        publisher.refuses("DELETE", "/notifications/" + id, 404, "not-found", "id");
        owner.refuses("POST", "/me/notifications/" + id + "/read", 404, "not-found", "id");
        assertThat(owner.get("/me/notifications").get("notifications")).isEmpty();
    }

    @Test
    void thoseWhoHaveARecalledOneAreTold() {
        try (var socket = StompSocket.connect(carillon, owner.token()).subscribe("s", "/user/queue/inbox")) {
            var id = publish();
            socket.expect("MESSAGE");

            assertThat(publisher.send("DELETE", "/notifications/" + id).statusCode()).isEqualTo(204);

            var notice = socket.expect("MESSAGE");
            assertThat(notice.headers()).containsEntry("type", "carillon.recalled")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("offset", "2");
            assertThat(notice.body()).isEqualTo("{\"id\":\"" + id + "\"}");
            publisher.refuses("DELETE", "/notifications/" + id, 404, "not-found", "id");
            publisher.refuses("DELETE", "/notifications/" + notice.header("message-id"), 404, "not-found", "id");
        }
        assertThat(owner.get("/me/notifications/unread-count").get("unread").asLong()).isZero();
    }

    @Test
    void aRecalledOneIsNotReplayed() {
        var first = publisher.publish("/topics/recall.replay/notifications", "{\"payload\":1}");
        var second = publisher.publish("/topics/recall.replay/notifications", "{\"payload\":2}");
        publisher.publish("/topics/recall.replay/notifications", "{\"payload\":3}");
        publisher.send("DELETE", "/notifications/" + id(second));

        try (var socket = StompSocket.connect(carillon, publisher.token())) {
            socket.send("SUBSCRIBE\nid:s\ndestination:/topic/recall.replay\nepoch:" + first.get("epoch").asString()
                    + "\noffset:1\nreceipt:r\n\n");
            assertThat(socket.expect("RECEIPT").header("recovered")).isEqualTo("true");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("3");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("{\"id\":\"" + id(second) + "\"}");
        }
        assertThat(publisher.get("/topics/recall.replay/notifications")
                .at("/notifications")
                .valueStream()
                .map(notification -> notification.get("offset").asLong())).containsExactly(1L, 3L, 4L);
    }

    /** Its row has another id of the same key by now, which must stay. */
    @Test
    void oneThatWasSupersededCannotBeRecalled() {
        var older = id(publisher.publish("/topics/recall.key/notifications", "{\"payload\":1,\"key\":\"k\"}"));
        var newer = id(publisher.publish("/topics/recall.key/notifications", "{\"payload\":2,\"key\":\"k\"}"));

        publisher.refuses("DELETE", "/notifications/" + older, 404, "not-found", "id");
        assertThat(publisher.get("/notifications/" + newer).get("offset").asLong()).isEqualTo(2);
    }

    @Test
    void aKeyOfIdempotencyCanBeUsedAgainWhenItIsOld() {
        try (var quick = RunningCarillon.start("carillon.publish.idempotency-age=1ms")) {
            assertThat(repeat(quick)).contains("\"offset\":1,");
            await().until(() -> repeat(quick).contains("\"offset\":2,"));
        }
    }

    private String repeat(RunningCarillon quick) {
        return quick.send(HttpRequest.newBuilder(quick.http("/api/v1/topics/again/notifications"))
                .header("Authorization", "Bearer " + publisher.token())
                .header("Content-Type", "text/plain")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString("x"))).body();
    }

    private String publish() {
        return id(publisher.publish("/users/" + user + "/notifications", "{\"payload\":1}"));
    }

    private static String id(JsonNode published) {
        return published.get("id").asString();
    }
}
