package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** How event streams end, and that nothing of them stays. */
class StreamEndTests {

    private final String token = TestTokens.all("alice");

    @Test
    void tellsClientsToComeBackWhenTheServiceStops() {
        EventSource events;
        try (var carillon = RunningCarillon.start()) {
            events = EventSource.open(carillon, token, "topic=sse.farewell");
            events.subscribed();
            carillon.publish(token, "/topics/sse.farewell/notifications", "{\"payload\":\"last\"}");
        }
        assertThat(events.next().payload()).isEqualTo("last");
        var closed = events.next();
        assertThat(closed.type()).isEqualTo("carillon.closed");
        assertThat(closed.data()).isEqualTo("{\"code\":1012}");
        assertThat(events.ended()).isTrue();
    }

    @Test
    void noticesThatClientsAreGone() throws Exception {
        try (var carillon = RunningCarillon.start("carillon.stream.heartbeat=1s")) {
            try (var one = EventSource.open(carillon, token, "topic=sse.gone");
                    var quiet = EventSource.open(carillon, token, "queue=inbox");
                    var _ = reset(carillon, "topic=sse.gone&topic=sse.gone.too")) {
                one.subscribed();
                await().until(() -> quiet.comments() > 1);
                await().until(() -> carillon.metric("carillon_subscriptions") == 4);
                assertThat(carillon.metric("carillon_streams")).isEqualTo(3);
            }
            await().untilAsserted(() -> {
                assertThat(carillon.metric("carillon_streams")).isZero();
                assertThat(carillon.metric("carillon_subscriptions")).isZero();
                assertThat(carillon.metric("carillon_outbox_pending_bytes")).isZero();
            });
            assertThat(carillon.metric("carillon_streams_opened_total")).isEqualTo(3);
            assertThat(carillon.metric("carillon_streams_closed_total")).isEqualTo(3);
        }
    }

    @Test
    void closesAReaderThatNeverReadsAndServesTheOthers() throws Exception {
        try (var carillon = RunningCarillon.start("carillon.outbox.max-bytes=256KB",
                "carillon.outbox.close-timeout=1s");
                var healthy = EventSource.open(carillon, token, "topic=sse.stalled");
                var _ = reset(carillon, "topic=sse.stalled")) {
            healthy.subscribed();
            await().until(() -> carillon.metric("carillon_subscriptions") == 2);
            var body = "{\"payload\":\"" + "x".repeat(50_000) + "\"}";
            for (int i = 0; carillon.metric("carillon_subscriptions") == 2 && i < 2000; i++) {
                assertThat(carillon.publish(token, "/topics/sse.stalled/notifications", body).statusCode())
                        .isEqualTo(201);
                assertThat(healthy.next().payload()).hasSize(50_000);
            }
            assertThat(carillon.metric("carillon_slow_consumers_total{action=\"disconnect\"}")).isEqualTo(1);
            await().until(() -> carillon.metric("carillon_streams") == 1);
            assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"outbox\"}")).isEqualTo(1);
            carillon.publish(token, "/topics/sse.stalled/notifications", "{\"payload\":\"still here\"}");
            assertThat(healthy.next().payload()).isEqualTo("still here");
        }
    }

    /** A client that reads nothing, and resets the connection when it is closed. */
    private Socket reset(RunningCarillon carillon, String query) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoLinger(true, 0);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), carillon.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/stream?" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
