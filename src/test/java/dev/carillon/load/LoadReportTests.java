package dev.carillon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class LoadReportTests {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Traffic traffic = new Traffic();
    private final Measured measured = new Measured(traffic);
    private final long start = System.nanoTime();

    @Test
    void secondsAreNumberedByTheClock() {
        measure();

        assertThat(measured.samples()).extracting(Sample::second, Sample::published, Sample::delivered)
                .containsExactly(tuple(1, 1L, 1L), tuple(2, 0L, 0L), tuple(3, 1L, 0L), tuple(4, 0L, 1L));
    }

    @Test
    void aSecondWithoutADeliveryHasNoLatency() {
        measure();
        var report = report();

        assertThat(report).contains("<th scope='row'>2</th><td>0</td><td>0</td><td>–</td><td>–</td><td>–</td>",
                "<th scope='row'>3</th><td>1</td><td>0</td><td>–</td><td>–</td><td>–</td>")
                .containsPattern("<polyline class='p50' points='70\\.0,[0-9.]+ 730\\.0,[0-9.]+ '/>");
    }

    @Test
    void nothingIsNoLatencyEither() {
        measured.finish();

        assertThat(report()).contains("<div id=\"time-plot\"><p>Nothing was delivered.",
                "<div id=\"distribution-plot\"><p>Nothing was delivered.", "<th scope='row'>99 %</th><td>–</td>",
                "<th scope='row'>latency max</th><td>–</td>").doesNotContain("0.00 ms");
    }

    private void measure() {
        traffic.countPublished();
        traffic.received(start);
        measured.turn(start + SECOND);
        measured.turn(start + 2 * SECOND);
        traffic.countPublished();
        measured.turn(start + 3 * SECOND);
        traffic.received(start);
        measured.turn(start + 4 * SECOND);
        measured.finish();
    }

    private String report() {
        var plan = new LoadPlan(ServerTests.at(InetAddress.getLoopbackAddress(), 80), 1, 1, 1, 1, Duration.ZERO,
                Duration.ofSeconds(4), Duration.ofSeconds(1));
        return LoadReport.html(new LoadResult(plan, Map.of(), new LoadResult.Published(2, Map.of(), 0, 4),
                new LoadResult.Delivered(2, 2, 0, 0, 0, 0, 4, measured.all(), List.copyOf(measured.samples())), 4, 1),
                "localhost");
    }
}
