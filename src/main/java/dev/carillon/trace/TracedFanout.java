package dev.carillon.trace;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Fanout;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Position;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/** A span of each traced notification that a node hands to its lanes, whichever node it was published to. Thread-safe. */
final class TracedFanout implements Fanout {

    private final Fanout fanout;
    private final Tracer tracer;

    TracedFanout(Fanout fanout, Tracer tracer) {
        this.fanout = fanout;
        this.tracer = tracer;
    }

    @Override
    public void publish(Notification notification) {
        var parent = TraceParent.of(notification.headers());
        if (!TraceParent.isTraced(parent)) {
            fanout.publish(notification);
            return;
        }
        var span = tracer.spanBuilder("deliver")
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent)
                .setAttribute("messaging.message.id", notification.id().toString())
                .startSpan();
        try {
            fanout.publish(notification);
        } finally {
            span.end();
        }
    }

    @Override
    public void reached(Destination destination, Position head) {
        fanout.reached(destination, head);
    }

    @Override
    public void recall(Destination destination, NotificationId id) {
        fanout.recall(destination, id);
    }
}
