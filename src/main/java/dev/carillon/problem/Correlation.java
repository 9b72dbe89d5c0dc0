package dev.carillon.problem;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id that stands in its log lines and in what it is refused with: the trace's where the caller is part of one
 * (W3C Trace Context section 3.2.2), or one of its own. Outside of everything that logs.
 */
@Component
@Order(Correlation.BEHIND_THE_TRACE)
public class Correlation extends OncePerRequestFilter {

    /** The header in which a trace goes from one process to another (W3C Trace Context section 3.2). */
    public static final String TRACE_PARENT = "traceparent";
    /** Whatever begins a trace goes before it, or the id would be another. */
    static final int BEHIND_THE_TRACE = Ordered.HIGHEST_PRECEDENCE + 1;

    private static final String NAME = "correlation";
    private static final String ATTRIBUTE = Correlation.class.getName();
    private static final Pattern WELL_FORMED = Pattern.compile(
            "[0-9a-e][0-9a-f]-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** Of the request that this thread carries out; null where it does for none. */
    static @Nullable String current() {
        return MDC.get(NAME);
    }

    /** What the caller says of its trace; null where that is nothing, or not well-formed. */
    public static @Nullable String traceParent(HttpServletRequest request) {
        var header = request.getHeader(TRACE_PARENT);
        return header != null && WELL_FORMED.matcher(header).matches() ? header : null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        var id = request.getAttribute(ATTRIBUTE) instanceof String given ? given : idOf(request);
        request.setAttribute(ATTRIBUTE, id);
        MDC.put(NAME, id);
        try {
            rest.doFilter(request, response);
        } finally {
            MDC.remove(NAME);
        }
    }

    /** What the container makes of a failure comes by here once more, with the id that it had. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static String idOf(HttpServletRequest request) {
        var parent = traceParent(request);
        return parent == null
                ? HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
                : parent.split("-", -1)[1];
    }
}
