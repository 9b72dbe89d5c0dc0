package dev.carillon.stream;

import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts event streams. Thread-safe. */
@Component
class StreamMeters {

    private final AtomicInteger open = new AtomicInteger();
    private final LimitMeter limits;
    private final Counter opened;
    private final Counter closed;

    StreamMeters(MeterRegistry meters, LimitMeter limits) {
        this.limits = limits;
        Gauge.builder("carillon.streams", open, AtomicInteger::get)
                .description("Event streams that are open")
                .register(meters);
        this.opened = Counter.builder("carillon.streams.opened").description("Event streams opened").register(meters);
        this.closed = Counter.builder("carillon.streams.closed").description("Event streams closed").register(meters);
    }

    void opened() {
        open.incrementAndGet();
        opened.increment();
    }

    void closed(boolean tooSlow) {
        open.decrementAndGet();
        closed.increment();
        if (tooSlow) {
            limits.count(Limit.OUTBOX);
        }
    }
}
