package dev.carillon.trace;

import java.io.IOException;
import java.util.Map;

import dev.carillon.problem.Correlation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** A span of each call of the API that is traced; what it publishes is a part of it, and so is what the log says of it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class TracedRequests extends OncePerRequestFilter {

    private static final int FAULT = 500;

    private final Tracer tracer;

    TracedRequests(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Event streams last for hours, and what comes on them is traced by itself. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/") || request.getRequestURI().equals("/api/v1/stream");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        var parent = Correlation.traceParent(request);
        var span = tracer.spanBuilder(request.getMethod())
                .setSpanKind(SpanKind.SERVER)
                .setParent(TraceParent.of(parent == null ? Map.of() : Map.of(Correlation.TRACE_PARENT, parent)))
                .startSpan();
        try (var _ = span.makeCurrent()) {
            rest.doFilter(span.isRecording() ? new Traced(request, TraceParent.of(span)) : request, response);
        } finally {
            describe(span, request, response);
            span.end();
        }
    }

    private static void describe(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            span.updateName(request.getMethod() + " " + pattern);
            span.setAttribute("http.route", pattern);
        }
        span.setAttribute("http.request.method", request.getMethod());
        span.setAttribute("http.response.status_code", response.getStatus());
        if (response.getStatus() >= FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /** What it publishes names this span as what it comes from. */
    private static final class Traced extends HttpServletRequestWrapper {

        private final String parent;

        private Traced(HttpServletRequest request, String parent) {
            super(request);
            this.parent = parent;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(Correlation.TRACE_PARENT) ? parent : super.getHeader(name);
        }
    }
}
