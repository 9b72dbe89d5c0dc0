package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class TrafficTests {

    private static final int SIZE = 30;

    private final Traffic traffic = Traffic.ofOneRun();

    @Test
    void aLatencyMayBeLongerThanAMinute() {
        traffic.received(System.nanoTime() - TimeUnit.SECONDS.toNanos(100));

        assertThat(traffic.millis(100)).isGreaterThan(99_000);
    }

    @Test
    void countsItsOwnAndNobodyElses() {
        assertThat(message(traffic)).isTrue();
        assertThat(message(Traffic.ofOneRun())).isFalse();
        assertThat(message(new Traffic())).isFalse();

        assertThat(traffic.received()).isEqualTo(1);
        assertThat(traffic.foreign()).isEqualTo(2);
    }

    /** The one before it in the input is not read a second time. */
    @Test
    void whatIsTooShortIsForeign() {
        var input = ByteBuffer.wrap(payload(traffic));

        assertThat(traffic.received(input, SIZE, 0)).isFalse();
        assertThat(traffic.received(input, SIZE, -9)).isFalse();
        assertThat(traffic.foreign()).isEqualTo(2);
    }

    @Test
    void beginsAnew() {
        var earlier = payload(traffic);
        message(Traffic.ofOneRun());
        traffic.begin();

        assertThat(traffic.received(ByteBuffer.wrap(earlier), 0, 0)).isFalse();
        assertThat(traffic.received()).isZero();
        assertThat(traffic.foreign()).isZero();
        assertThat(message(traffic)).isTrue();
    }

    private boolean message(Traffic publishing) {
        return traffic.received(ByteBuffer.wrap(payload(publishing)), 0, 0);
    }

    private static byte[] payload(Traffic publishing) {
        var payload = publishing.payload(SIZE);
        Wire.stamp(payload, System.nanoTime());
        return payload;
    }
}
