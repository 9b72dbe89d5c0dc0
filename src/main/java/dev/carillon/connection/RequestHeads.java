package dev.carillon.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off who takes forever over the head of a request (CWE-400, "Slowloris"): Jetty's idle timeout begins anew with each byte, and
 * it has no other before the head is whole. Looks at each connection now and then: a head that had begun the last time and is not
 * whole now took too long. Connections that say nothing are left to the idle timeout. Thread-safe.
 */
final class RequestHeads implements Connection.Listener {

    private final Scheduler scheduler;
    private final long lookEveryNanos;
    private final LimitMeter limits;
    private final Map<Connection, Scheduler.Task> looks = new ConcurrentHashMap<>();

    RequestHeads(Scheduler scheduler, long lookEveryNanos, LimitMeter limits) {
        this.scheduler = scheduler;
        this.lookEveryNanos = lookEveryNanos;
        this.limits = limits;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            looks.put(http, lookLater(http, new Seen(0, 0, false)));
        }
    }

    /** Also when it becomes a WebSocket, or HTTP/2. */
    @Override
    public void onClosed(Connection connection) {
        var look = looks.remove(connection);
        if (look != null) {
            look.cancel();
        }
    }

    /** What had come so far, and whether the last of it was the beginning of a head. */
    private record Seen(long bytes, long requests, boolean begun) {}

    private Scheduler.Task lookLater(HttpConnection http, Seen before) {
        return scheduler.schedule(() -> look(http, before), lookEveryNanos, TimeUnit.NANOSECONDS);
    }

    private void look(HttpConnection http, Seen before) {
        long requests = http.getMessagesIn();
        boolean between = requests == before.requests && http.getHttpChannel().getRequest() == null;
        if (between && before.begun) {
            limits.count(Limit.REQUEST_HEAD_TIME);
            http.close();
            return;
        }
        var now = new Seen(http.getBytesIn(), requests, between && http.getBytesIn() != before.bytes);
        looks.computeIfPresent(http, (_, _) -> lookLater(http, now));
    }
}
