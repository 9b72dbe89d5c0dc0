package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** A service that stops says so to every client, behind what it owes them. */
class FarewellTests {

    private final String token = TestTokens.all("alice");

    @Test
    void tellsClientsToComeBack() {
        List<StompSocket> sockets;
        try (var carillon = RunningCarillon.start()) {
            sockets = IntStream.range(0, 20)
                    .mapToObj(_ -> StompSocket.connect(carillon, token).subscribe("0", "/topic/farewell"))
                    .toList();
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
}
