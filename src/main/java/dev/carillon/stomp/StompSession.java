package dev.carillon.stomp;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.admission.Seat;
import dev.carillon.destination.Destination;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Grant;
import dev.carillon.fanout.StompVersion;
import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** What STOMP has agreed with one client. Kept in the socket's attributes; touched by the connection's thread only. */
final class StompSession {

    private static final String ATTRIBUTE = StompSession.class.getName();
    /** No setting: nobody needs more, and it is part of the protocol that clients are written for. */
    private static final int MAX_ID_LENGTH = 255;

    private Caller caller;
    private final FanoutSession fanout;
    private final StompVersion version;
    private final Transactions transactions;
    private final int maxSubscriptions;
    private final Map<String, Destination> subscriptions = new HashMap<>(4);

    StompSession(Caller caller, FanoutSession fanout, StompVersion version, StompSettings settings) {
        this.caller = caller;
        this.fanout = fanout;
        this.version = version;
        this.transactions = new Transactions(settings.maxTransactions(), settings.maxTransactionFrames(),
                settings.maxTransactionBytes().toBytes());
        this.maxSubscriptions = settings.maxSubscriptions();
    }

    /** Whether the frame's socket is still there and nothing has ended the session: no DISCONNECT, no ERROR. */
    static boolean isOpen(StompHeaderAccessor frame) {
        return attributes(frame).get(FanoutSession.ATTRIBUTE) instanceof FanoutSession fanout && !fanout.isEnded();
    }

    static Seat seat(StompHeaderAccessor connect) {
        return (Seat) Objects.requireNonNull(attributes(connect).get(Seat.ATTRIBUTE));
    }

    /** Who the handshake spoke for; null where it did not say. */
    static @Nullable Caller takeHandshakeCaller(StompHeaderAccessor connect) {
        return (Caller) attributes(connect).remove(Caller.ATTRIBUTE);
    }

    static FanoutSession fanout(StompHeaderAccessor frame) {
        return (FanoutSession) Objects.requireNonNull(attributes(frame).get(FanoutSession.ATTRIBUTE));
    }

    /** The session of any frame after CONNECT. */
    static StompSession of(StompHeaderAccessor frame) {
        return (StompSession) Objects.requireNonNull(attributes(frame).get(ATTRIBUTE));
    }

    void keepIn(StompHeaderAccessor connect) {
        attributes(connect).put(ATTRIBUTE, this);
    }

    Caller caller() {
        return caller;
    }

    /** The session is this caller's from now on, and loses what that one may not read. */
    void grant(Caller granted) {
        caller = granted;
        fanout.granted(new Grant(granted.user(), granted.tokenId(), granted.sessionEnd(Instant.now())));
        subscriptions.entrySet().removeIf(subscription -> {
            boolean forbidden = !AccessPolicy.maySubscribe(granted, subscription.getValue());
            if (forbidden) {
                fanout.forbid(subscription.getKey());
            }
            return forbidden;
        });
    }

    FanoutSession fanout() {
        return fanout;
    }

    StompVersion version() {
        return version;
    }

    Transactions transactions() {
        return transactions;
    }

    /** Bounded in number and length: each is held here, in the index, and in every frame for it (CWE-770). */
    void add(String subscription, Destination destination) {
        if (subscription.length() > MAX_ID_LENGTH) {
            throw new Problem(ProblemCode.FRAME_INVALID,
                    "The id of a subscription has " + MAX_ID_LENGTH + " characters at most.", "id",
                    Limit.SUBSCRIPTION_ID);
        }
        if (subscriptions.size() >= maxSubscriptions) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "The session has too many subscriptions.", "id",
                    Limit.SUBSCRIPTIONS);
        }
        if (subscriptions.putIfAbsent(subscription, destination) != null) {
            throw new Problem(ProblemCode.SUBSCRIPTION_DUPLICATE, "The session has a subscription of this id.", "id");
        }
    }

    void remove(String subscription) {
        subscriptions.remove(subscription);
    }

    private static Map<String, Object> attributes(StompHeaderAccessor frame) {
        var attributes = frame.getSessionAttributes();
        return attributes == null ? Map.of() : attributes;
    }
}
