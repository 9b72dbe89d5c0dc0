package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestConnectionTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 two hundred\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n\r\n", "<html>, and no more"})
    void whatIsNotHttpIsNoAnswer(String words) throws IOException {
        assertThat(statusOf(words)).isZero();
    }

    @Test
    void anAnswerHasItsStatus() throws IOException {
        assertThat(statusOf("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")).isEqualTo(201);
    }

    private static int statusOf(String words) throws IOException {
        try (var loop = new Loop(); var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var statuses = new ArrayList<Integer>();
            var connection = new RestConnection(loop, SubscriberTests.at(door.getLocalPort()),
                    (asked, _) -> statuses.add(asked.status()));
            connection.send(Wire.ascii("GET / HTTP/1.1\r\n\r\n"), new byte[0]);
            try (var peer = door.accept()) {
                peer.getOutputStream().write(Wire.ascii(words));
                assertThat(loop.runUntil(() -> !statuses.isEmpty(), PATIENCE, Loop.NOTHING)).isTrue();
            }
            return statuses.getFirst();
        }
    }
}
