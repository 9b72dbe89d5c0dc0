package dev.carillon.stomp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Tokens;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.fanout.AckMode;
import dev.carillon.fanout.StompVersion;
import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.publish.NotificationPublisher;
import dev.carillon.publish.PublishRequest;
import dev.carillon.publish.RequestTexts;
import dev.carillon.recovery.Recovery;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Carries out client frames. Outbound it uses no channel of Spring's: what a client gets is a command to its lane.
 *
 * <p>Runs on the connection's thread; each frame is done, or on its way to the lane, when the next one is read.
 */
class StompBroker extends AbstractBrokerMessageHandler {

    /** Where a client sends its new token. */
    private static final String TOKEN = "/app/token";

    private final Tokens tokens;
    private final NotificationPublisher publisher;
    private final Recovery recovery;
    private final Refusals refusals;
    private final AuditLog audit;
    private final StompSettings settings;

    StompBroker(SubscribableChannel clientInboundChannel, SubscribableChannel clientOutboundChannel,
            SubscribableChannel brokerChannel, Tokens tokens, NotificationPublisher publisher, Recovery recovery,
            Refusals refusals, AuditLog audit, StompSettings settings) {
        super(clientInboundChannel, clientOutboundChannel, brokerChannel);
        this.tokens = tokens;
        this.publisher = publisher;
        this.recovery = recovery;
        this.refusals = refusals;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    protected void startInternal() {
        publishBrokerAvailableEvent();
    }

    @Override
    protected void handleMessageInternal(Message<?> message) {
        var frame = Objects.requireNonNull(MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class));
        if (!StompSession.isOpen(frame)) {
            return; // Spring's own DISCONNECT, which it insists on after the socket is gone.
        }
        switch (Objects.requireNonNull(frame.getCommand())) {
            case CONNECT, STOMP -> connect(frame);
            case SUBSCRIBE -> subscribe(StompSession.of(frame), frame);
            case UNSUBSCRIBE -> unsubscribe(StompSession.of(frame), frame);
            case SEND -> send(StompSession.of(frame), frame, (byte[]) message.getPayload());
            case ACK -> settle(StompSession.of(frame), frame, true);
            case NACK -> settle(StompSession.of(frame), frame, false);
            case BEGIN -> begin(StompSession.of(frame), frame);
            case COMMIT -> commit(StompSession.of(frame), frame);
            case ABORT -> abort(StompSession.of(frame), frame);
            case DISCONNECT -> disconnect(StompSession.of(frame), frame);
            default -> throw FrameGuard.invalid("A client does not send this frame.", null);
        }
    }

    private void connect(StompHeaderAccessor frame) {
        var caller = FrameGuard.caller(frame);
        var agreed = Negotiation.of(frame.getAcceptVersion(), frame.getFirstNativeHeader("heart-beat"),
                settings.heartbeat());
        var session = new StompSession(caller, StompSession.fanout(frame), agreed.version(), settings);
        session.keepIn(frame);
        caller.ifUser(StompSession.seat(frame)::takenBy);
        session.grant(caller);
        var name = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        session.fanout()
                .connected(name, agreed.version(), agreed.sendEvery(), agreed.expectEvery(), ServerFrames
                        .connected(agreed.version(), name, settings.heartbeat().toMillis(), caller.user()));
        tokens.requireUnrevoked(caller);
        var seat = StompSession.seat(frame);
        seat.named(name);
        audit.write(AuditEntry.of("connected").with(seat).with("token", caller.tokenId()));
    }

    private void subscribe(StompSession session, StompHeaderAccessor frame) {
        var destination = destination(session, frame);
        AccessPolicy.requireSubscribe(session.caller(), destination);
        var request = new Recovery.Request(key(session, frame), frame.getFirstNativeHeader("id"), destination,
                ackMode(frame), StartHeaders.read(frame, settings.maxHistory()));
        session.add(request.key(), destination);
        var receipt = frame.getReceipt();
        recovery.subscribe(session.fanout(), request, begun -> receipt == null
                ? null
                : ServerFrames.subscribed(session.version(), receipt, begun),
                problem -> refusals.refuse(session, receipt, problem));
    }

    private void unsubscribe(StompSession session, StompHeaderAccessor frame) {
        var key = key(session, frame);
        session.remove(key);
        session.fanout().unsubscribe(key);
        confirm(session, frame);
    }

    private void send(StompSession session, StompHeaderAccessor frame, byte[] body) {
        if (required(frame, "destination").equals(TOKEN)) {
            renew(session, body);
            audit.write(AuditEntry.of("renewed")
                    .with(StompSession.seat(frame))
                    .with("token", session.caller().tokenId()));
            confirm(session, frame);
            return;
        }
        if (!(destination(session, frame) instanceof Topic topic)) {
            throw new Problem(ProblemCode.DESTINATION_FORBIDDEN, "SEND goes to topics only.", "destination");
        }
        AccessPolicy.requirePublish(session.caller(), topic);
        var contentType = Objects.requireNonNullElse(frame.getFirstNativeHeader("content-type"), Payload.BINARY);
        var request = new PublishRequest(frame.getFirstNativeHeader("type"), frame.getFirstNativeHeader("key"),
                UserHeaders.of(frame, session.version()), new Payload(contentType, body),
                RequestTexts.duration(frame.getFirstNativeHeader("ttl"), "ttl"),
                RequestTexts.flag(frame.getFirstNativeHeader("ephemeral"), "ephemeral"), null);
        var receipt = frame.getReceipt();
        inTransaction(session, frame, body.length, () -> publish(session, topic, request, receipt));
    }

    /** The session goes on with another token of the same user, and with what that one allows. */
    private void renew(StompSession session, byte[] token) {
        var caller = tokens.authenticate(null, new String(token, StandardCharsets.UTF_8).strip());
        if (!caller.user().equals(session.caller().user())) {
            throw new Problem(ProblemCode.TOKEN_INVALID, "A session is renewed by its own user's token.");
        }
        session.grant(caller);
        tokens.requireUnrevoked(caller);
    }

    /** The RECEIPT comes when it is stored; what else the client sends is carried out meanwhile. */
    private void publish(StompSession session, Topic topic, PublishRequest request, @Nullable String receipt) {
        session.fanout().answerLater(publisher.publish(session.caller(), topic, request), (notification, failure) -> {
            if (failure != null) {
                refusals.refuse(session, receipt, failure);
            } else if (receipt != null && notification != null) {
                session.fanout().sendNow(ServerFrames.published(session.version(), receipt, notification));
            }
        });
    }

    /** ACK and NACK name a delivery by {@code id} in 1.2, by {@code message-id} and {@code subscription} before. */
    private void settle(StompSession session, StompHeaderAccessor frame, boolean accepted) {
        if (session.version() == StompVersion.V1_2) {
            var id = required(frame, "id");
            inTransaction(session, frame, 0, () -> session.fanout().acknowledge(id, accepted));
        } else {
            var messageId = required(frame, "message-id");
            var subscription = session.version() == StompVersion.V1_1
                    ? required(frame, "subscription")
                    : frame.getFirstNativeHeader("subscription");
            inTransaction(session, frame, 0, () -> session.fanout().settle(subscription, messageId, accepted));
        }
        confirm(session, frame);
    }

    private void begin(StompSession session, StompHeaderAccessor frame) {
        session.transactions().begin(required(frame, "transaction"));
        confirm(session, frame);
    }

    private void commit(StompSession session, StompHeaderAccessor frame) {
        session.transactions().commit(required(frame, "transaction"));
        confirm(session, frame);
    }

    private void abort(StompSession session, StompHeaderAccessor frame) {
        session.transactions().abort(required(frame, "transaction"));
        confirm(session, frame);
    }

    private void disconnect(StompSession session, StompHeaderAccessor frame) {
        confirm(session, frame);
        session.fanout().end(1000);
    }

    private static void inTransaction(StompSession session, StompHeaderAccessor frame, int body, Runnable action) {
        var transaction = frame.getFirstNativeHeader("transaction");
        if (transaction == null) {
            action.run();
        } else {
            long headers = frame.toNativeHeaderMap()
                    .entrySet()
                    .stream()
                    .mapToLong(header -> header.getKey().length()
                            + header.getValue().stream().mapToLong(String::length).sum())
                    .sum();
            session.transactions().add(transaction, body + headers, action);
        }
    }

    private static void confirm(StompSession session, StompHeaderAccessor frame) {
        if (frame.getReceipt() != null) {
            session.fanout().send(ServerFrames.receipt(session.version(), frame.getReceipt(), Map.of()));
        }
    }

    private static Destination destination(StompSession session, StompHeaderAccessor frame) {
        var name = required(frame, "destination");
        if (name.startsWith(Destination.QUEUE_PREFIX)) {
            session.caller().requireUser();
        }
        return Destination.parse(name, session.caller().user());
    }

    /** A subscription is known by its id; in STOMP 1.0, where one may be absent, by its destination. */
    private static String key(StompSession session, StompHeaderAccessor frame) {
        var id = frame.getFirstNativeHeader("id");
        return id == null && session.version() == StompVersion.V1_0
                ? required(frame, "destination")
                : required(frame, "id");
    }

    private static AckMode ackMode(StompHeaderAccessor frame) {
        return switch (Objects.requireNonNullElse(frame.getAck(), "auto")) {
            case "auto" -> AckMode.AUTO;
            case "client" -> AckMode.CLIENT;
            case "client-individual" -> AckMode.CLIENT_INDIVIDUAL;
            default -> throw FrameGuard.invalid("ack is auto, client or client-individual.", "ack");
        };
    }

    private static String required(StompHeaderAccessor frame, String header) {
        var value = frame.getFirstNativeHeader(header);
        if (value == null) {
            throw FrameGuard.invalid("The frame needs the header " + header + ".", header);
        }
        return value;
    }
}
