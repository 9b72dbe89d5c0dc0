package dev.carillon.fanout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;

/**
 * A session as the rest of the service sees it: each call becomes a command to its lane, carried out in order. No call blocks;
 * thread-safe, but for {@link #whenReady}, which is the connection's thread's.
 */
public final class FanoutSession {

    /** Under which a socket's attributes hold it while the socket is there. */
    public static final String ATTRIBUTE = FanoutSession.class.getName();

    /** Commands of one session that may wait for its lane. */
    private static final int MAX_COMMANDS = 64;

    private final Lane lane;
    private final Session session;
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private volatile boolean ended;

    FanoutSession(Lane lane, Session session) {
        this.lane = lane;
        this.session = session;
        execute(() -> lane.opened(session));
    }

    /**
     * Runs what reads the client's next frame: now, or when less of what it asked for is still to be done. A client that sends
     * faster than its lane, or the log, works waits for them, and does not fill their lines (CWE-770).
     */
    public void whenReady(Runnable readNext) {
        if (commands.get() < MAX_COMMANDS) {
            readNext.run();
        } else {
            waiting.set(readNext);
            resume();
        }
    }

    /** Something that the client asked for is done elsewhere, and the returned is to be run when it is. */
    public Runnable underWay() {
        commands.incrementAndGet();
        return this::done;
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
     * The STOMP session begins.
     *
     * @param name what delivery records call it
     * @param sendEvery how often the client wants to hear from us, zero for never
     * @param expectEvery how often it promised to be heard, zero for never
     */
    public void connected(String name, StompVersion version, Duration sendEvery, Duration expectEvery,
            WireFrame connected) {
        execute(() -> {
            session.connected(name, version);
            session.sendEveryNanos = sendEvery.toNanos();
            session.expectEveryNanos = expectEvery.toNanos();
            lane.send(session, connected);
        });
    }

    /**
     * Subscribes. Nothing is delivered before {@link #begin}; nothing that is published from now on is missed.
     *
     * @param key what UNSUBSCRIBE and ACK name it by, unique in the session
     * @param id what MESSAGE frames carry; null only in STOMP 1.0
     * @param subscribed finds out where it begins; run by the lane, so it does not block. What is read from the log then cannot
     *     leave out what the lane had before
     */
    public void subscribe(String key, @Nullable String id, Destination destination, AckMode ackMode,
            Consumer<Subscription> subscribed) {
        execute(() -> {
            var subscription = new Subscription(session, id, destination, ackMode);
            if (lane.subscribe(subscription, key)) {
                subscribed.accept(subscription);
            }
        });
    }

    /**
     * Says where a subscription begins: what stands between there and the head is read from the history, then it is live.
     *
     * @param receipt sent before the first MESSAGE, where the client asked for one
     * @param from up to where the client has everything
     * @param head up to where the history is known to reach
     * @param acknowledgedUpTo up to this offset it gets only what no client has acknowledged; 0 for everything
     */
    public void begin(Subscription subscription, @Nullable WireFrame receipt, Position from, long head,
            long acknowledgedUpTo) {
        Runnable begin = () -> {
            if (receipt != null) {
                lane.send(session, receipt);
            }
            lane.begin(subscription, from, head, acknowledgedUpTo);
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

    /** Sends a frame of ours, behind what is in line. */
    public void send(WireFrame frame) {
        execute(() -> lane.send(session, frame));
    }

    /** Answers a ping, where no other answer has overtaken it. */
    public void pong(byte[] data) {
        var pong = WireFrame.pong(data);
        execute(() -> lane.pong(session, pong));
    }

    /** Ends the session: what is in line is written, then the closing handshake begins (RFC 6455 section 7.1.2). */
    public void end(int closeCode) {
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
