package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

class MaxAgeTests {

    /** In order, and with a code that brings it back at once: it goes to whichever node has room. */
    @Test
    void endsAConnectionThatHasLastedLongEnough() {
        try (var carillon = RunningCarillon.start("carillon.connection.max-age=2s");
                var socket = StompSocket.connect(carillon, TestTokens.all("alice"))
                        .subscribe("0", "/topic/old")
                        .send("SEND\ndestination:/topic/old\n\nowed")) {
            assertThat(socket.closeCode()).isEqualTo(1001);
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("owed");
        }
    }
}
