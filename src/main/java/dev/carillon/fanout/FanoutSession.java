package dev.carillon.fanout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session as the rest of the service sees it: each call becomes a command to its lane, carried out in order. No call blocks;
 * thread-safe, but for what is said to be the connection's thread's: one thread at a time.
 */
public final class FanoutSession {

    private static final Logger log = LoggerFactory.getLogger(FanoutSession.class);

    /** Under which a socket's attributes hold it while the socket is there. */
    public static final String ATTRIBUTE = FanoutSession.class.getName();

    /** Commands of one session that may wait for its lane. */
    private static final int MAX_COMMANDS = 64;
    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

    private final Lane lane;
    private final Session session;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private volatile boolean ended;
    /** Done when everything that is done elsewhere has been answered. Touched by the connection's thread only. */
    private CompletableFuture<?> unanswered = NOTHING;

    FanoutSession(Lane lane, Session session) {
        this.lane = lane;
        this.session = session;
        execute(() -> lane.opened(session));
    }

    /**
     * Runs what reads the client's next frame: now, or when less of what it asked for is still to be done. A client that sends
     * faster than its lane, or the log, works waits for them, and does not fill their lines (CWE-770). The connection's thread's.
     */
    public void whenReady(Runnable readNext) {
        if (commands.get() < MAX_COMMANDS) {
            readNext.run();
        } else {
            waiting.set(readNext);
            resume();
        }
    }

    /**
     * Something that the client asked for is done elsewhere. What it asks for meanwhile is carried out, but answered behind it:
     * receipts come in the order of their frames, and nothing is cut off by the end of the session. The connection's thread's.
     *
     * @param answer run when it is done, with its result or its failure
     */
    public <T> void answerLater(CompletionStage<T> elsewhere, BiConsumer<@Nullable T, @Nullable Throwable> answer) {
        commands.incrementAndGet();
        var before = unanswered;
        unanswered = elsewhere.handle(Answered::new).toCompletableFuture().thenCombine(before, (answered, _) -> {
            try {
                answer.accept(answered.result(), answered.failure());
            } finally {
                done();
            }
            return answered;
        }).handle((_, fault) -> {
            if (fault != null) {
                log.error("A client could not be answered", fault); // What comes behind it is answered all the same.
            }
            return fault == null;
        });
    }

    /** How something ended that was done elsewhere. */
    private record Answered<T>(@Nullable T result, @Nullable Throwable failure) {}

    private void inTurn(Runnable command) {
        if (unanswered.isDone()) {
            execute(command);
        } else {
            unanswered = unanswered.thenRun(() -> execute(command));
        }
    }

    private void done() {
        commands.decrementAndGet();
        resume();
    }

    private void resume() {
        if (waiting.get() != null && commands.get() < MAX_COMMANDS) {
            var readNext = waiting.getAndSet(null);
            if (readNext != null) {
                readNext.run();
            }
        }
    }

    /**
     * The client is let in.
     *
     * @param name what delivery records call it
     * @param format what it is spoken to in from now on
     * @param sendEvery how often the client wants to hear from us, zero for never
     * @param expectEvery how often it promised to be heard, zero for never
     */
    public void connected(String name, WireFormat format, Duration sendEvery, Duration expectEvery,
            WireFrame connected) {
        execute(() -> {
            session.connected(name, format);
            session.sendEveryNanos = sendEvery.toNanos();
            session.expectEveryNanos = expectEvery.toNanos();
            lane.send(session, connected);
        });
    }

    /** On whose behalf it is open from now on: at its end the session ends. */
    public void granted(Grant grant) {
        execute(() -> session.granted(grant));
    }

    /** Ends a subscription that the client may not have any more, and tells it so. */
    public void forbid(String key) {
        execute(() -> lane.forbid(session, key));
    }

    /**
     * Subscribes. Nothing is delivered before {@link #begin}; nothing that is published from now on is missed.
     *
     * @param key what UNSUBSCRIBE and ACK name it by, unique in the session
     * @param id what MESSAGE frames carry; null in STOMP 1.0, and in event streams
     * @param subscribed finds out where it begins; run by the lane, so it does not block. What is read from the log then cannot
     *     leave out what the lane had before
     */
    public void subscribe(String key, @Nullable String id, Destination destination, AckMode ackMode,
            Consumer<Subscription> subscribed) {
        commands.incrementAndGet();
        lane.executeSubscribe(() -> {
            done();
            subscribed.accept(lane.subscribe(session, key, id, destination, ackMode));
        });
    }

    /**
     * Says where subscriptions begin: what stands between there and the head is read from the history, then they are live.
     *
     * @param confirmation sent before the first notification, where the client is to be told
     */
    public void begin(@Nullable WireFrame confirmation, List<Beginning> beginnings) {
        Runnable begin = () -> {
            if (confirmation != null) {
                lane.send(session, confirmation);
            }
            beginnings.forEach(lane::begin);
        };
        if (lane.isCurrentThread()) {
            begin.run();
        } else {
            execute(begin);
        }
    }

    /** Unsubscribes; no MESSAGE for it is sent after anything that is sent later. */
    public void unsubscribe(String key) {
        execute(() -> lane.unsubscribe(session, key));
    }

    /** Settles notifications by the {@code ack} header of STOMP 1.2; one that names no subscription is none of ours. */
    public void acknowledge(String ackId, boolean accepted) {
        var subscription = Subscription.subscriptionOf(ackId);
        if (subscription != null) {
            settle(subscription, Subscription.notificationOf(ackId), accepted);
        }
    }

    /** Settles notifications by {@code message-id} and, but in STOMP 1.0, {@code subscription}. */
    public void settle(@Nullable String key, String notificationId, boolean accepted) {
        execute(() -> lane.settle(session, key, notificationId, accepted));
    }

    /** Answers the client, behind what is in line and what will be. The connection's thread's. */
    public void send(WireFrame frame) {
        inTurn(() -> lane.send(session, frame));
    }

    /** Sends a frame now, from any thread. */
    public void sendNow(WireFrame frame) {
        execute(() -> lane.send(session, frame));
    }

    /** Answers a ping, where not too many have followed it. */
    public void pong(byte[] data) {
        var pong = WireFrame.pong(data);
        execute(() -> lane.pong(session, pong));
    }

    /**
     * Ends the session: what is in line is answered and written, then the closing handshake begins (RFC 6455 section 7.1.2). The
     * connection's thread's.
     */
    public void end(int closeCode) {
        ended = true;
        inTurn(() -> lane.end(session, closeCode));
    }

    /** Ends it behind what is written, from any thread. */
    public void endNow(int closeCode) {
        ended = true;
        execute(() -> lane.end(session, closeCode));
    }

    /** The peer has sent its close frame: ours is the answer, or it is the answer to ours. */
    public void closedByPeer(int closeCode) {
        ended = true;
        execute(() -> lane.closedByPeer(session, closeCode));
    }

    /** The code of our close frame; zero where none has been made, because the socket broke. */
    public int closeCode() {
        return session.closeCode;
    }

    /** Whether it was closed because the client did not take what there was for it. */
    public boolean isTooSlow() {
        return session.closeCode == Departures.SLOW_CONSUMER;
    }

    /** Whether it was closed because no CONNECT was accepted in time. */
    public boolean isConnectedTooLate() {
        return session.closeCode != 0 && session.connectedTooLate; // In this order: the lane writes the code last.
    }

    /** Whether the session was ended, by whomever: what the client sends from then on is not to be carried out. */
    public boolean isEnded() {
        return ended || session.closeCode != 0;
    }

    /** The client sent something, if only a heart-beat. */
    public void heard() {
        session.heard();
    }

    /** The socket is gone. */
    public void closed() {
        execute(() -> lane.closed(session));
    }

    private void execute(Runnable command) {
        commands.incrementAndGet();
        lane.execute(() -> {
            done();
            command.run();
        });
    }
}
