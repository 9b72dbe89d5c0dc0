package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** How fast one client may send (CWE-770). */
class InboundPaceTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long start = System.nanoTime() + SECOND;
    private final InboundPace pace = new InboundPace();

    @Test
    void takesASecondsWorthAtOnce() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.takesFrame(start, 10)).isTrue();
        }
        assertThat(pace.takesFrame(start, 10)).isFalse();
    }

    @Test
    void takesWhatComesAtTheRate() {
        for (int i = 0; i < 100; i++) {
            assertThat(pace.takesFrame(start + i * SECOND / 10, 10)).isTrue();
        }
    }

    @Test
    void savesNothingUp() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.takesFrame(start + 3600 * SECOND, 10)).isTrue();
        }
        assertThat(pace.takesFrame(start + 3600 * SECOND, 10)).isFalse();
    }

    @Test
    void countsBytes() {
        assertThat(pace.takesBytes(start, 600, 1000)).isTrue();
        assertThat(pace.takesBytes(start, 600, 1000)).isFalse();
        assertThat(pace.takesBytes(start + SECOND, 600, 1000)).isTrue();
        assertThat(pace.takesBytes(start, Integer.MAX_VALUE, 1)).isFalse();
    }

    @Test
    void partsWithWhoSendsTooManyFrames() {
        try (var small = RunningCarillon.start("carillon.connection.max-inbound-frames=50");
                var socket = RawSocket.connect(small, TestTokens.all("alice"), 0)) {
            for (int i = 0; i < 100; i++) {
                socket.send(RawSocket.FIN | RawSocket.PONG, new byte[0]);
            }
            var frame = socket.next();
            assertThat(frame.firstByte()).isEqualTo(RawSocket.FIN | RawSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(4529);
            assertThat(small.metric("carillon_limits_exceeded_total{limit=\"inbound-frames\"}")).isEqualTo(1);
        }
    }

    @Test
    void partsWithWhoSendsTooMuch() {
        try (var small = RunningCarillon.start("carillon.connection.max-inbound=10KB");
                var socket = RawSocket.connect(small, TestTokens.all("alice"), 0)) {
            for (int i = 0; i < 20; i++) {
                socket.text("\n".repeat(1000));
            }
            assertThat(socket.next().closeCode()).isEqualTo(4529);
            assertThat(small.metric("carillon_limits_exceeded_total{limit=\"inbound-bytes\"}")).isEqualTo(1);
        }
    }
}
