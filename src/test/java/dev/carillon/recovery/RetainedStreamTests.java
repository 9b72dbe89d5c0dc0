package dev.carillon.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Subscribers that come back to a stream of which retention, or time, has taken something. */
class RetainedStreamTests {

    private static RunningCarillon carillon;
    private static Api alice;

    @BeforeAll
    static void start() {
        carillon = RunningCarillon.start("carillon.log.retention-of[short.*].count=3");
        alice = new Api(carillon, TestTokens.all("alice"));
    }

    @AfterAll
    static void stop() {
        carillon.close();
    }

    @Test
    void aPositionBeforeTheTailIsExpired() {
        publish("short.a", 10);
        publish("long.a", 10);
        await().until(() -> first("short.a") == 8);

        assertThat(first("long.a")).isEqualTo(1);
        assertThat(receipt("short.a", 6).headers()).containsEntry("recovered", "false")
                .containsEntry("code", "position-expired")
                .containsEntry("offset", "10");
        assertThat(receipt("short.a", 7).headers()).containsEntry("recovered", "true").doesNotContainKey("code");
        assertThat(receipt("long.a", 0).headers()).containsEntry("recovered", "true");
    }

    @Test
    void whatHasExpiredIsNotReplayed() {
        var first = alice.publish("/topics/ttl/notifications", "{\"payload\":1,\"ttl\":\"PT0.001S\"}");
        publish("ttl", 1);
        await().until(() -> first("ttl") == 2);

        try (var socket = StompSocket.connect(carillon, alice.token())) {
            socket.send("SUBSCRIBE\nid:s\ndestination:/topic/ttl\nepoch:" + first.get("epoch").asString()
                    + "\noffset:0\nreceipt:r\n\n");
            assertThat(socket.expect("RECEIPT").header("recovered")).isEqualTo("true");
            assertThat(socket.expect("MESSAGE").header("offset")).isEqualTo("2");
        }
    }

    private static void publish(String topic, int count) {
        for (int i = 0; i < count; i++) {
            alice.publish("/topics/" + topic + "/notifications", "{\"payload\":0}");
        }
    }

    private static long first(String topic) {
        return alice.get("/topics/" + topic + "/notifications").at("/notifications/0/offset").asLong();
    }

    private static StompSocket.Frame receipt(String topic, long offset) {
        var epoch = alice.get("/topics/" + topic + "/notifications").get("epoch").asString();
        try (var socket = StompSocket.connect(carillon, alice.token())) {
            return socket
                    .send("SUBSCRIBE\nid:s\ndestination:/topic/" + topic + "\nepoch:" + epoch + "\noffset:" + offset
                            + "\nreceipt:r\n\n")
                    .expect("RECEIPT");
        }
    }
}
