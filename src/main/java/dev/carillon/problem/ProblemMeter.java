package dev.carillon.problem;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts refusals as {@code carillon.errors}, tagged by code alone so that its cardinality is bounded. Thread-safe. */
@Component
public class ProblemMeter {

    private final Map<ProblemCode, Counter> counters = new EnumMap<>(ProblemCode.class);
    private final LimitMeter limits;

    ProblemMeter(MeterRegistry meters, LimitMeter limits) {
        this.limits = limits;
        for (var code : ProblemCode.values()) {
            counters.put(code, Counter.builder("carillon.errors")
                    .description("Refusals and faults answered to clients")
                    .tag("code", code.code())
                    .register(meters));
        }
    }

    /** Counts a refusal, and the limit that it keeps. */
    public void count(Problem problem) {
        count(problem.code());
        if (problem.limit() != null) {
            limits.count(problem.limit());
        }
    }

    public void count(ProblemCode code) {
        Objects.requireNonNull(counters.get(code)).increment();
    }
}
