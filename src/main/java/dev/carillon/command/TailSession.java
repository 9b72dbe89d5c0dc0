package dev.carillon.command;

import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private @Nullable StompHeaderAccessor error;
    private @Nullable Long subscribed;

    TailSession(HttpClient client, ServiceAddress service, Optional<String> token, List<Followed> followed,
            PrintWriter notes) throws ExecutionException, InterruptedException {
        this.followed = followed;
        this.notes = notes;
        this.connection = StompConnection.open(client, service.webSocket());
        var connect = StompHeaderAccessor.create(StompCommand.CONNECT);
        connect.setAcceptVersion("1.2");
        connect.setHost(service.host());
        connect.setHeartbeat(BEAT.toMillis(), BEAT.toMillis());
        token.ifPresent(text -> connect.setNativeHeader("Authorization", "Bearer " + text));
        connection.send(connect);
    }

    /** Whether the service let it in. */
    boolean wasOpened() {
        return opened;
    }

    /** For how long it has had a subscription. */
    Duration listened() {
        return subscribed == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - subscribed);
    }

    /** The next notification, or the end. */
    SocketEvent next() throws InterruptedException {
        while (true) {
            var event = connection.take(BEAT.dividedBy(4));
            long now = System.nanoTime();
            beat(now);
            switch (event) {
                case SocketEvent.Closed closed -> {
                    return end(closed);
                }
                case SocketEvent.Nothing _ when now - heard > silence.toNanos() -> {
                    return end(new SocketEvent.Closed(SocketEvent.Closed.ABNORMAL, "the service is silent"));
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

    private SocketEvent.Closed end(SocketEvent.Closed closed) {
        return error == null ? closed : closed.after(header(error, "code"), error.getMessage());
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
                return read(headers);
            }
            case CONNECTED -> connected(headers);
            case RECEIPT -> subscribed(headers);
            case ERROR -> error = headers;
            case null, default -> {
            }
        }
        return false;
    }

    /** What comes before its RECEIPT is of a subscription that was ended, and comes again if it is kept. */
    private boolean read(StompHeaderAccessor message) {
        var id = Objects.requireNonNull(message.getSubscriptionId());
        if (subscribing.contains(id)) {
            return false;
        }
        of(id).read(header(message, "epoch"), header(message, "offset"));
        return true;
    }

    private void connected(StompHeaderAccessor connected) {
        opened = true;
        var beats = connected.getHeartbeat();
        silence = Duration.ofMillis(Math.max(BEAT.toMillis(), beats[0]) * 3);
        for (int i = 0; i < followed.size(); i++) {
            subscribe(Integer.toString(i));
        }
    }

    private void subscribe(String id) {
        var one = of(id);
        var subscribe = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
        subscribe.setSubscriptionId(id);
        subscribe.setDestination(one.destination());
        subscribe.setReceipt(id);
        one.start().headers().forEach(subscribe::setNativeHeader);
        subscribing.add(id);
        connection.send(subscribe);
    }

    private void unsubscribe(String id) {
        var unsubscribe = StompHeaderAccessor.create(StompCommand.UNSUBSCRIBE);
        unsubscribe.setSubscriptionId(id);
        connection.send(unsubscribe);
    }

    private void subscribed(StompHeaderAccessor receipt) {
        var id = Objects.requireNonNull(receipt.getReceiptId());
        var one = of(id);
        var loss = header(receipt, "code");
        boolean done = one.subscribed(header(receipt, "epoch"), header(receipt, "offset"), loss);
        if (loss != null) {
            notes.println("carillon: " + loss + ": what was missed of " + one.destination() + " cannot be had");
        }
        if (done) {
            subscribing.remove(id);
            subscribed = Objects.requireNonNullElse(subscribed, heard);
            notes.println("carillon: listening to " + one);
        } else {
            unsubscribe(id);
            subscribe(id);
        }
    }

    private Followed of(String id) {
        return followed.get(Integer.parseInt(id));
    }

    private static @Nullable String header(StompHeaderAccessor headers, String name) {
        return headers.getFirstNativeHeader(name);
    }

    @Override
    public void close() {
        connection.close();
    }
}
