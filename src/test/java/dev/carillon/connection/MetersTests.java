package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** What Prometheus is told is what happened, exactly. */
class MetersTests {

    private static final int SESSIONS = 20;
    private static final int NOTIFICATIONS = 25;

    @Test
    void countsWhatHappened() {
        try (var carillon = RunningCarillon.start()) {
            var token = TestTokens.all("alice");
            var sockets = new ArrayList<StompSocket>();
            for (int i = 0; i < SESSIONS; i++) {
                sockets.add(StompSocket.connect(carillon, token)
                        .subscribe("topic", "/topic/counted")
                        .subscribe("inbox", "/user/queue/inbox"));
            }
            var quiet = StompSocket.connect(carillon, token);
            for (int i = 0; i < NOTIFICATIONS; i++) {
                carillon.publish(token, "/topics/counted/notifications", "{\"payload\":" + i + "}");
            }
            carillon.publish(token, "/users/alice/notifications", "{\"payload\":\"to every session of alice\"}");
            carillon.publish(token, "/users/nobody/notifications", "{\"payload\":\"to nobody\"}");
            carillon.publish(token, "/topics/unheard/notifications", "{\"payload\":\"to nobody\"}");
            sockets.forEach(socket -> assertThat(bodies(socket)).hasSize(NOTIFICATIONS + 1));

            assertMetric(carillon, "carillon_connections", SESSIONS + 1);
            assertMetric(carillon, "carillon_connections_opened_total", SESSIONS + 1);
            assertMetric(carillon, "carillon_subscriptions", 2 * SESSIONS);
            assertMetric(carillon, "carillon_notifications_published_total{kind=\"topic\"}", NOTIFICATIONS + 1);
            assertMetric(carillon, "carillon_notifications_published_total{kind=\"user\"}", 2);
            assertMetric(carillon, "carillon_publish_seconds_count", NOTIFICATIONS + 3);
            assertMetric(carillon, "carillon_deliveries_total", SESSIONS * (NOTIFICATIONS + 1));
            assertMetric(carillon, "carillon_frames_received_total{command=\"subscribe\"}", 2 * SESSIONS);

            sockets.removeFirst().send("UNSUBSCRIBE\nid:topic\nreceipt:r\n\n").expect("RECEIPT");
            assertMetric(carillon, "carillon_subscriptions", 2 * SESSIONS - 1);
            sockets.removeFirst().send("SUBSCRIBE\nid:x\ndestination:/topic/**\n\n").expect("ERROR");
            sockets.forEach(StompSocket::close);
            quiet.close();

            assertMetric(carillon, "carillon_connections", 1);
            assertMetric(carillon, "carillon_subscriptions", 1);
            assertMetric(carillon, "carillon_errors_total{code=\"destination-invalid\"}", 1);
            assertMetric(carillon, "carillon_connections_closed_total{reason=\"refused\"}", 1);
            assertMetric(carillon, "carillon_connections_closed_total{reason=\"abnormal\"}", SESSIONS - 1);
        }
    }

    private static List<String> bodies(StompSocket socket) {
        var bodies = new ArrayList<String>();
        for (int i = 0; i < NOTIFICATIONS + 1; i++) {
            bodies.add(socket.expect("MESSAGE").body());
        }
        return bodies;
    }

    /** A client has a frame a moment before it is counted, and a number that is wrong stays wrong. */
    private static void assertMetric(RunningCarillon carillon, String series, double expected) {
        await().untilAsserted(() -> assertThat(carillon.metric(series)).as(series).isEqualTo(expected));
    }
}
