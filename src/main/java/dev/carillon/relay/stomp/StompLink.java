package dev.carillon.relay.stomp;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.carillon.relay.Broker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;

/** One session with a subscription for each key, as STOMP knows no other way to say what is wanted. */
final class StompLink implements Broker.Link, StompFrameHandler {

    private static final Logger logger = LoggerFactory.getLogger(StompLink.class);

    /** A broker may take a while over each, and reads no heart-beats meanwhile: fewer than it does in one of their intervals. */
    private static final int KEYS_AT_ONCE = 50;
    /**
     * What waits for a node that is behind, at RabbitMQ and at ActiveMQ Classic: what is older is of no use to it, and would fill the
     * broker. Each passes over what is the other's; Artemis has it by address, in its own settings.
     */
    private static final Map<String, String> BOUNDS = Map.of("x-max-length", "10000", "x-overflow", "drop-head",
            "x-message-ttl", "30000", "activemq.maximumPendingMessageLimit", "10000");
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final StompSession session;
    private final String prefix;
    private final Broker.Arrivals arrivals;
    private final Ending ending;
    private final Map<String, StompSession.Subscription> subscriptions = new HashMap<>();
    private long receipts;

    StompLink(StompSession session, String prefix, Broker.Arrivals arrivals, Ending ending) {
        this.session = session;
        this.prefix = prefix;
        this.arrivals = arrivals;
        this.ending = ending;
        ending.onLoss(failure -> {
            logger.warn("The connection to the broker is lost: {}", failure.getMessage());
            arrivals.lost();
        });
    }

    @Override
    public void bind(Collection<String> keys) throws IOException {
        var fresh = keys.stream().filter(key -> !subscriptions.containsKey(key)).distinct().toList();
        for (int from = 0; from < fresh.size(); from += KEYS_AT_ONCE) {
            bindAtOnce(fresh.subList(from, Math.min(from + KEYS_AT_ONCE, fresh.size())));
        }
    }

    /** Each receipt is waited for: one says that what came before was received, not that it was carried out (STOMP 1.2, "RECEIPT"). */
    private void bindAtOnce(List<String> keys) throws IOException {
        var held = new CompletableFuture<?>[keys.size()];
        for (int i = 0; i < held.length; i++) {
            held[i] = subscribe(keys.get(i));
        }
        ending.await(CompletableFuture.allOf(held));
    }

    private CompletableFuture<String> subscribe(String key) throws IOException {
        var held = new CompletableFuture<String>();
        var headers = to(key);
        headers.setAck("auto");
        headers.setReceipt(Long.toString(receipts++));
        BOUNDS.forEach(headers::set);
        write(() -> {
            var subscription = session.subscribe(headers, this);
            subscription.addReceiptTask(() -> held.complete(""));
            subscriptions.put(key, subscription);
        });
        return held;
    }

    @Override
    public void unbind(Collection<String> keys) throws IOException {
        for (var key : keys) {
            var subscription = subscriptions.remove(key);
            if (subscription != null) {
                write(subscription::unsubscribe);
            }
        }
    }

    @Override
    public void send(String key, byte[] message) throws IOException {
        write(() -> session.send(to(key), message));
    }

    private StompHeaders to(String key) {
        var headers = new StompHeaders();
        headers.setDestination(prefix + key);
        return headers;
    }

    /** Waits while a broker takes nothing more, until its heart-beats fail. */
    private static void write(Runnable frame) throws IOException {
        try {
            frame.run();
        } catch (MessagingException | IllegalStateException failure) {
            throw new IOException("The broker is gone", failure.getCause());
        }
    }

    /**
     * On the client's thread, one after another. While this node is behind nothing more is read from the socket; when that takes as
     * long as a silent broker would be waited for, the link is lost.
     *
     * <p>Artemis brings again what it has just brought when another subscription ends; what is ephemeral has no offset to tell by.
     */
    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
        if (ending.isOpen() && !"true".equals(headers.getFirst("redelivered"))) {
            arrivals.arrived(payload == null ? new byte[0] : (byte[]) payload);
        }
    }

    @Override
    public Type getPayloadType(StompHeaders headers) {
        return byte[].class;
    }

    @Override
    public boolean isOpen() {
        return ending.isOpen();
    }

    @Override
    public void close() {
        if (ending.isOpen()) {
            sayGoodbye();
        }
        ending.close();
    }

    /** Or the broker would write of a client that vanished. One that hangs is not waited for. */
    private void sayGoodbye() {
        try {
            Thread.startVirtualThread(this::disconnect).join(FAREWELL);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnect() {
        try {
            session.disconnect();
        } catch (MessagingException | IllegalStateException failure) {
            logger.debug("The connection was gone already", failure);
        }
    }
}
