package dev.carillon.trace;

import java.util.Map;

import dev.carillon.problem.Correlation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/** What stands in the header {@link Correlation#TRACE_PARENT}, read and written. */
final class TraceParent {

    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private TraceParent() {}

    /** The context of these headers; the root where they have none. */
    static Context of(Map<String, String> headers) {
        return headers.containsKey(Correlation.TRACE_PARENT)
                ? PROPAGATOR.extract(Context.root(), headers, GETTER)
                : Context.root();
    }

    /** Whether somebody collects the spans below this one. */
    static boolean isTraced(Context context) {
        return Span.fromContext(context).getSpanContext().isSampled();
    }

    /** The header for those whom it calls. */
    static String of(Span span) {
        var context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags().asHex();
    }
}
