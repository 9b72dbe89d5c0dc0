package dev.carillon.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts connections. Thread-safe. */
@Component
class ConnectionMeters {

    private final AtomicInteger open = new AtomicInteger();
    private final LimitMeter limits;
    private final ProblemMeter problems;
    private final Counter opened;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

    ConnectionMeters(MeterRegistry meters, LimitMeter limits, ProblemMeter problems) {
        this.limits = limits;
        this.problems = problems;
        Gauge.builder("carillon.connections", open, AtomicInteger::get)
                .description("WebSocket connections that are open")
                .register(meters);
        this.opened = Counter.builder("carillon.connections.opened")
                .description("WebSocket connections opened")
                .register(meters);
        for (var reason : CloseReason.values()) {
            closed.put(reason, closed(reason, meters));
        }
    }

    void opened() {
        open.incrementAndGet();
        opened.increment();
    }

    void closed(int closeCode, boolean connectedTooLate) {
        open.decrementAndGet();
        var reason = CloseReason.of(closeCode);
        Objects.requireNonNull(closed.get(reason)).increment();
        if (reason == CloseReason.SLOW) {
            limits.count(Limit.OUTBOX);
        }
        if (connectedTooLate) {
            limits.count(Limit.CONNECT_TIME);
        }
    }

    /** A client is parted with that sends too much, with this code in place of an ERROR frame. */
    void exceeded(Limit limit, ProblemCode code) {
        limits.count(limit);
        problems.count(code);
    }

    int open() {
        return open.get();
    }

    private static Counter closed(CloseReason reason, MeterRegistry meters) {
        return Counter.builder("carillon.connections.closed")
                .description("WebSocket connections closed")
                .tag("reason", reason.tag())
                .register(meters);
    }
}
