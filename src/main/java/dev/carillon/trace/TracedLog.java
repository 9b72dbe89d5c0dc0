package dev.carillon.trace;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.carillon.destination.Destination;
import dev.carillon.log.Change;
import dev.carillon.log.Head;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A span of what a traced request has stored, from when it is in line until it is committed and handed on. Thread-safe. */
final class TracedLog implements NotificationLog {

    private final NotificationLog log;
    private final Tracer tracer;

    TracedLog(NotificationLog log, Tracer tracer) {
        this.log = log;
        this.tracer = tracer;
    }

    @Override
    public <R> CompletableFuture<R> submit(Change<R> change, Consumer<R> stored) {
        var context = Context.current();
        if (!TraceParent.isTraced(context)) {
            return log.submit(change, stored);
        }
        var span = tracer.spanBuilder("store").setParent(context).startSpan();
        var answer = log.submit(change, stored);
        var _ = answer.whenComplete((_, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        });
        return answer;
    }

    @Override
    public Head head(Destination destination) {
        return log.head(destination);
    }

    @Override
    public Map<Destination, Head> heads(Collection<Destination> destinations) {
        return log.heads(destinations);
    }

    @Override
    public Head headInStore(Destination destination) {
        return log.headInStore(destination);
    }

    @Override
    public Optional<Head> recentHead(Destination destination) {
        return log.recentHead(destination);
    }

    @Override
    public Optional<Page> recentPage(Destination destination, long after, long acknowledgedUpTo, int limit) {
        return log.recentPage(destination, after, acknowledgedUpTo, limit);
    }

    @Override
    public Page read(Destination destination, long after, long acknowledgedUpTo, int limit) {
        return log.read(destination, after, acknowledgedUpTo, limit);
    }

    @Override
    public <R> R query(Function<JdbcTemplate, R> query) {
        return log.query(query);
    }

    @Override
    public Optional<Notification> find(NotificationId id) {
        return log.find(id);
    }

    @Override
    public void heard(Notification stored, @Nullable NotificationId recalled) {
        log.heard(stored, recalled);
    }

    @Override
    public void forget(Destination destination) {
        log.forget(destination);
    }

    @Override
    public boolean forgetBehind(Destination destination, Head stored) {
        return log.forgetBehind(destination, stored);
    }
}
