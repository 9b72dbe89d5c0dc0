package dev.carillon.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Prints what comes, and goes on where it was when a connection ends. */
final class Tail {

    private static final int TOO_MANY = 429;

    private final ServiceOptions service;
    private final HttpClient client;
    private final List<Followed> followed;
    private final PrintWriter lines;
    private final PrintWriter notes;
    private final Backoff backoff = new Backoff();
    private boolean wasOpened;

    Tail(ServiceOptions service, List<Followed> followed, PrintWriter lines, PrintWriter notes) {
        this.service = service;
        this.client = service.client();
        this.followed = followed;
        this.lines = lines;
        this.notes = notes;
    }

    /**
     * Runs until it is stopped, nobody reads what it prints, or the service will not have it back.
     *
     * @param count after how many it ends; zero for never
     */
    void run(long count) throws InterruptedException {
        long left = count == 0 ? Long.MAX_VALUE : count;
        while (true) {
            SocketEvent.Closed end;
            try (var session = new TailSession(client, service, followed, notes)) {
                var event = session.next();
                for (; event instanceof SocketEvent.Frame message; event = session.next()) {
                    lines.println(NotificationLine.of(message));
                    left--;
                    if (left == 0 || lines.checkError()) {
                        return;
                    }
                }
                end = (SocketEvent.Closed) event;
                if (session.wasOpened()) {
                    wasOpened = true;
                    backoff.reset();
                }
            } catch (ExecutionException fault) {
                end = unopened(Objects.requireNonNull(fault.getCause()));
            }
            if (Backoff.isFinal(end.code())) {
                throw new Failure(ExitStatus.ofClose(end.code()), "The service closed with " + end.code() + ".");
            }
            pause(end);
        }
    }

    /** A handshake that was refused, for a while or for good, or no service at all. */
    private SocketEvent.Closed unopened(Throwable fault) {
        if (fault instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            if (status < 500 && status != TOO_MANY) {
                throw new Failure(ExitStatus.ofHttp(status), status + " instead of a WebSocket: is "
                        + service.address().webSocket() + " a Carillon's?");
            }
            return new SocketEvent.Closed(SocketEvent.Closed.ABNORMAL, "answered " + status);
        }
        if (!wasOpened || !(fault instanceof IOException)) {
            throw Unreachable.from(service.address(), fault);
        }
        return new SocketEvent.Closed(SocketEvent.Closed.ABNORMAL,
                Unreachable.from(service.address(), fault).getMessage());
    }

    private void pause(SocketEvent.Closed end) throws InterruptedException {
        var delay = backoff.next(end.code());
        notes.println("carillon: disconnected (" + end.code() + (end.reason().isEmpty() ? "" : " " + end.reason())
                + "), again in " + delay.toMillis() + " ms");
        Thread.sleep(delay);
    }
}
