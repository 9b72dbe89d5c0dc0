package dev.carillon.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.carillon.problem.Limit;
import dev.carillon.problem.LimitMeter;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off who takes forever over the head of a request, or over what comes before the first one (CWE-400, "Slowloris"): Jetty's idle
 * timeout begins anew with each byte, and it has no other before the head is whole. Looks at each connection now and then: what had
 * begun the last time and is not whole now took too long. Connections that say nothing are left to the idle timeout. Thread-safe.
 */
final class RequestHeads implements Connection.Listener {

    /** Until the handshake is over (see {@code SSLEngine.getSession}). */
    private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

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
        if (connection instanceof HttpConnection || connection instanceof HTTP2Connection
                || connection instanceof SslConnection) {
            looks.put(connection, lookLater(connection, new Seen(0, 0, false)));
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

    /** What had come so far, and whether the last of it was the beginning of something. */
    private record Seen(long bytes, long requests, boolean begun) {}

    private Scheduler.Task lookLater(Connection connection, Seen before) {
        return scheduler.schedule(() -> look(connection, before), lookEveryNanos, TimeUnit.NANOSECONDS);
    }

    private void look(Connection connection, Seen before) {
        boolean waiting = isWaiting(connection, before);
        if (waiting && before.begun) {
            limits.count(Limit.REQUEST_HEAD_TIME);
            connection.getEndPoint().close(); // HTTP/2 would say goodbye, and wait.
            return;
        }
        var now = new Seen(connection.getBytesIn(), connection.getMessagesIn(),
                waiting && connection.getBytesIn() != before.bytes);
        looks.computeIfPresent(connection, (_, _) -> isDone(connection) ? null : lookLater(connection, now));
    }

    /** Whether it has not come to a request. HTTP/2 may be open for one to come, and then says nothing. */
    private static boolean isWaiting(Connection connection, Seen before) {
        return switch (connection) {
            case HttpConnection http ->
                http.getMessagesIn() == before.requests && http.getHttpChannel().getRequest() == null;
            case HTTP2Connection http2 -> !isDone(http2) && http2.getBytesIn() != before.bytes;
            default -> !isDone(connection);
        };
    }

    /** Whether nothing is to be looked for any more: later on, the idle timeout does for HTTP/2, and the head's time for the rest. */
    private static boolean isDone(Connection connection) {
        return switch (connection) {
            case HTTP2Connection http2 -> http2.getMessagesIn() > 0;
            case SslConnection tls -> !NO_CIPHER.equals(tls.getSSLEngine().getSession().getCipherSuite());
            default -> false;
        };
    }
}
