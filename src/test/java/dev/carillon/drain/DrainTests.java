package dev.carillon.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

import dev.carillon.Handshake;
import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

class DrainTests {

    private final String token = TestTokens.all("alice");
    private final String manager = TestTokens.manager();

    /** A service that stops says so to every client, behind what it owes them. */
    @Test
    void tellsClientsToComeBack() {
        List<StompSocket> sockets;
        try (var carillon = RunningCarillon.start()) {
            sockets = subscribed(carillon, 20);
            carillon.publish(token, "/topics/farewell/notifications", "{\"payload\":\"last\"}");
        }
        for (var socket : sockets) {
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"last\"");
            assertThat(socket.closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void doesNotWaitForeverForOneThatDoesNotAnswer() {
        RawSocket silent;
        try (var carillon = RunningCarillon.start("carillon.outbox.close-timeout=100ms")) {
            silent = RawSocket.connect(carillon, token, 0);
        }
        try (silent) {
            assertThat(silent.next().closeCode()).isEqualTo(1012);
            assertThat(silent.isAtEnd()).isTrue();
        }
    }

    /** One a second of twenty: when the first has gone most are there, and what they are sent comes. */
    @Test
    void partsWithSomeAtATimeAndTakesInNobody() {
        try (var carillon = RunningCarillon.start("carillon.drain.rate=1", "carillon.drain.timeout=1h")) {
            var sockets = subscribed(carillon, 20);
            assertThat(readiness(carillon).statusCode()).isEqualTo(200);

            assertThat(drain(carillon).body()).contains("\"draining\":true");

            await().until(() -> readiness(carillon).statusCode() == 503);
            assertThat(carillon.metric("carillon_draining")).isEqualTo(1);
            assertThat(Handshake.answer(carillon.port(), "/ws")).startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 2\r\n", "\"code\":\"server-restart\"");
            assertThat(carillon.get(carillon.http("/api/v1/stream?topic=a"), "Authorization", "Bearer " + token).body())
                    .contains("\"code\":\"server-restart\"");
            assertThat(carillon.publish(token, "/topics/farewell/notifications", "{\"payload\":1}")
                    .statusCode()).isEqualTo(201);
            await().until(() -> sockets.stream().anyMatch(StompSocket::isClosed));
            assertThat(progress(carillon)).isBetween(10, 19);
            assertThat(sockets.getLast().expect("MESSAGE").body()).as("also to one that has gone since").isEqualTo("1");

            sockets.forEach(StompSocket::close); // It waits for nobody who has left.
        }
    }

    @Test
    void endsThoseWhoAreLeftWhenTimeIsUp() {
        List<StompSocket> sockets;
        try (var carillon = RunningCarillon.start("carillon.drain.rate=1", "carillon.drain.timeout=0s")) {
            sockets = subscribed(carillon, 300);
        }
        assertThat(sockets).allSatisfy(socket -> assertThat(socket.closeCode()).isEqualTo(1012));
    }

    /** Whoever asked for it, there is one. */
    @Test
    void goesOnWhereItHasBegun() {
        StompSocket socket;
        try (var carillon = RunningCarillon.start()) {
            socket = subscribed(carillon, 1).getFirst();
            drain(carillon);
            drain(carillon);
            assertThat(socket.closeCode()).isEqualTo(1012);
            assertThat(carillon.get(carillon.http("/")).statusCode()).as("what is no connection").isEqualTo(200);
        }
    }

    private List<StompSocket> subscribed(RunningCarillon carillon, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> StompSocket.connect(carillon, token).subscribe("0", "/topic/farewell"))
                .toList();
    }

    private HttpResponse<String> drain(RunningCarillon carillon) {
        return carillon.send(HttpRequest.newBuilder(carillon.management("/actuator/drain"))
                .header("Authorization", "Bearer " + manager)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private int progress(RunningCarillon carillon) {
        var body = carillon.get(carillon.management("/actuator/drain"), "Authorization", "Bearer " + manager).body();
        return Integer.parseInt(body.replaceAll(".*\"connections\":(\\d+).*", "$1"));
    }

    private static HttpResponse<String> readiness(RunningCarillon carillon) {
        return carillon.get(carillon.management("/actuator/health/readiness"));
    }

}
