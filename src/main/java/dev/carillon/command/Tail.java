package dev.carillon.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private Duration listened = Duration.ZERO;
    private long left;

    /** @param count after how many it ends; zero for never */
    Tail(ServiceOptions service, List<Followed> followed, PrintWriter lines, PrintWriter notes, long count) {
        this.service = service;
        this.client = service.client();
        this.followed = followed;
        this.lines = lines;
        this.notes = notes;
        this.left = count == 0 ? Long.MAX_VALUE : count;
    }

    /** Runs until it is stopped, has printed its count, nobody reads what it prints, or the service will not have it back. */
    void run() throws InterruptedException {
        var token = service.token();
        for (var end = listen(token); end.isPresent(); end = listen(token)) {
            var next = service.token();
            requireUse(end.get(), !next.equals(token));
            pause(end.get());
            token = next;
        }
    }

    /** One session, up to its end; empty where nobody wants another. */
    private Optional<SocketEvent.Closed> listen(Optional<String> token) throws InterruptedException {
        listened = Duration.ZERO;
        try (var session = new TailSession(client, service.address(), token, followed, notes)) {
            var event = session.next();
            for (; event instanceof SocketEvent.Frame message; event = session.next()) {
                lines.println(NotificationLine.of(message));
                left--;
                if (left == 0 || lines.checkError()) {
                    return Optional.empty();
                }
            }
            wasOpened |= session.wasOpened();
            listened = session.listened();
            return Optional.of((SocketEvent.Closed) event);
        } catch (ExecutionException fault) {
            return Optional.of(unopened(Objects.requireNonNull(fault.getCause())));
        }
    }

    /** @param renewed whether there is another token than the one that the service closed on */
    private static void requireUse(SocketEvent.Closed end, boolean renewed) {
        var verdict = end.verdict();
        if (verdict.isPresent() && !(renewed && end.isOfTheToken())) {
            throw new Failure(verdict.get(), "The service closed with " + end);
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
        var delay = backoff.next(end.code(), listened);
        notes.println("carillon: disconnected (" + end + "), again in " + delay.toMillis() + " ms");
        Thread.sleep(delay);
    }
}
