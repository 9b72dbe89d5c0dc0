package dev.carillon.command;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** One session of a tail, from CONNECT to its end. Of one thread. */
final class TailSession implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(10);

    private final StompConnection connection;
    private final List<Followed> followed;
    private final PrintWriter notes;
    private final Set<String> subscribing = new HashSet<>();
    private Duration silence = BEAT.multipliedBy(3);
    private long heard = System.nanoTime();
    private long beaten = heard;
    private boolean opened;

    TailSession(HttpClient client, ServiceOptions service, List<Followed> followed, PrintWriter notes)
            throws ExecutionException, InterruptedException {
        this.followed = followed;
        this.notes = notes;
        this.connection = StompConnection.open(client, service.address().webSocket());
        var connect = StompHeaderAccessor.create(StompCommand.CONNECT);
        connect.setAcceptVersion("1.2");
        connect.setHost(service.address().host());
        connect.setHeartbeat(BEAT.toMillis(), BEAT.toMillis());
        service.token().ifPresent(token -> connect.setNativeHeader("Authorization", "Bearer " + token));
        connection.send(connect);
    }

    /** Whether the service let it in. */
    boolean wasOpened() {
        return opened;
    }

    /** The next notification, or the end. */
    SocketEvent next() throws InterruptedException {
        while (true) {
            var event = connection.take(BEAT.dividedBy(4));
            long now = System.nanoTime();
            beat(now);
            switch (event) {
                case SocketEvent.Closed closed -> {
                    return closed;
                }
                case SocketEvent.Nothing _ when now - heard > silence.toNanos() -> {
                    return new SocketEvent.Closed(SocketEvent.Closed.ABNORMAL, "the service is silent");
                }
                case SocketEvent.Nothing _ -> {
                }
                case SocketEvent.Frame frame -> {
                    heard = now;
                    if (isNotification(frame)) {
                        return frame;
                    }
                }
            }
        }
    }

    private void beat(long now) {
        if (now - beaten > BEAT.dividedBy(2).toNanos()) {
            connection.beat();
            beaten = now;
        }
    }

    private boolean isNotification(SocketEvent.Frame frame) {
        var headers = frame.headers();
        switch (headers.getCommand()) {
            case MESSAGE -> {
                of(headers.getSubscriptionId()).read(header(headers, "epoch"), header(headers, "offset"));
                return true;
            }
            case CONNECTED -> connected(headers);
            case RECEIPT -> subscribed(headers);
            case ERROR -> notes.println("carillon: " + header(headers, "code") + ": " + headers.getMessage());
            case null, default -> {
            }
        }
        return false;
    }

    private void connected(StompHeaderAccessor connected) {
        opened = true;
        var beats = connected.getHeartbeat();
        silence = Duration.ofMillis(Math.max(BEAT.toMillis(), beats[0]) * 3);
        for (int i = 0; i < followed.size(); i++) {
            var id = Integer.toString(i);
            var subscribe = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
            subscribe.setSubscriptionId(id);
            subscribe.setDestination(followed.get(i).destination());
            subscribe.setReceipt(id);
            followed.get(i).start().headers().forEach(subscribe::setNativeHeader);
            subscribing.add(id);
            connection.send(subscribe);
        }
    }

    private void subscribed(StompHeaderAccessor receipt) {
        var id = Objects.requireNonNull(receipt.getReceiptId());
        var one = of(id);
        var recovered = header(receipt, "recovered");
        if ("false".equals(recovered)) {
            notes.println("carillon: " + header(receipt, "code") + ": " + one.destination()
                    + " goes on live, and what was missed cannot be had");
        }
        one.subscribed(header(receipt, "epoch"), header(receipt, "offset"), "true".equals(recovered));
        if (subscribing.remove(id)) {
            notes.println("carillon: listening to " + one);
        }
    }

    private Followed of(@Nullable String id) {
        return followed.get(Integer.parseInt(Objects.requireNonNull(id)));
    }

    private static @Nullable String header(StompHeaderAccessor headers, String name) {
        return headers.getFirstNativeHeader(name);
    }

    @Override
    public void close() {
        connection.close();
    }
}
