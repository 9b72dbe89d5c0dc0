package dev.carillon.admission;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How many may come, and how fast (CWE-770). */
class AdmissionTests {

    private static final String EXCEEDED = "carillon_limits_exceeded_total{limit=\"%s\"}";

    private final String token = TestTokens.all("alice");

    @Test
    void boundsConnections() {
        try (var small = RunningCarillon.start("carillon.admission.max-connections=2")) {
            var first = StompSocket.connect(small, token);
            var second = StompSocket.connect(small, token);

            assertThat(Handshake.answer(small.port(), "/ws")).startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "\"overloaded\"");
            assertThat(stream(small)).isEqualTo(503);
            assertThat(small.metric(EXCEEDED.formatted("connections"))).isEqualTo(2);
            first.close();
            second.close();
            Awaitility.await().until(() -> Handshake.answer(small.port(), "/ws").startsWith("HTTP/1.1 101"));
        }
    }

    @Test
    void boundsConnectionsOfAnAddress() {
        try (var small = RunningCarillon.start("carillon.admission.max-connections-per-address=1");
                var _ = StompSocket.connect(small, token)) {
            assertThat(Handshake.answer(small.port(), "/ws")).startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 5", "\"limit-exceeded\"");
            assertThat(small.metric(EXCEEDED.formatted("connections-per-address"))).isEqualTo(1);
        }
    }

    @Test
    void boundsConnectionsOfAUser() {
        try (var small = RunningCarillon.start("carillon.admission.max-connections-per-user=2")) {
            var first = StompSocket.connect(small, token);
            var second = StompSocket.connect(small, token);

            expectEnd(StompSocket.open(small)
                    .send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n"),
                    "limit-exceeded", 4529);
            assertThat(stream(small)).isEqualTo(429);
            StompSocket.connect(small, TestTokens.all("bob")).close();
            assertThat(small.metric(EXCEEDED.formatted("connections-per-user"))).isEqualTo(2);
            first.close();
            second.close();
            Awaitility.await().until(() -> letsIn(small));
        }
    }

    @Test
    void boundsTheRateOfHandshakes() {
        try (var small = RunningCarillon.start("carillon.admission.handshakes-per-second=3")) {
            var answers = handshakes(small, 20);

            assertThat(answers).anyMatch(answer -> answer.startsWith("HTTP/1.1 503")
                    && answer.contains("Retry-After: 1"));
            assertThat(small.metric(EXCEEDED.formatted("handshakes"))).isPositive();
        }
    }

    @Test
    void boundsTheRateOfHandshakesOfAnAddress() {
        try (var small = RunningCarillon.start("carillon.admission.handshakes-per-second-per-address=3",
                "carillon.admission.trusted-proxies=127.0.0.0/8,::1")) {
            var answers = handshakes(small, 20);

            assertThat(answers).anyMatch(answer -> answer.startsWith("HTTP/1.1 429"));
            assertThat(Handshake.answer(small.port(), "/ws", "X-Forwarded-For: 192.0.2.7")).startsWith("HTTP/1.1 101");
        }
    }

    private static ArrayList<String> handshakes(RunningCarillon carillon, int count) {
        var answers = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            answers.add(Handshake.answer(carillon.port(), "/ws"));
        }
        return answers;
    }

    private int stream(RunningCarillon carillon) {
        return carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/stream?topic=t"))
                .header("Authorization", "Bearer " + token)).statusCode();
    }

    private boolean letsIn(RunningCarillon carillon) {
        try (var socket = StompSocket.open(carillon)) {
            return socket.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n")
                    .next()
                    .command()
                    .equals("CONNECTED");
        }
    }
}
