package dev.carillon.fanout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * A session as the rest of the service sees it: each call becomes a command to its lane, carried out in order. Used by one
 * thread at a time, the connection's own; no call blocks.
 */
public final class FanoutSession {

    /** Under which a socket's attributes hold it while the socket is there. */
    public static final String ATTRIBUTE = FanoutSession.class.getName();

    /** Commands of one session that may wait for its lane. */
    private static final int MAX_COMMANDS = 64;

    private final Lane lane;
    private final Session session;
    private final AtomicInteger commands = new AtomicInteger();
    private volatile boolean ended;

    FanoutSession(Lane lane, Session session) {
        this.lane = lane;
        this.session = session;
        execute(() -> lane.opened(session));
    }

    /**
     * Runs what reads the client's next frame: now, or when the lane has carried out what this one asked of it. A client that
     * sends faster than its lane works waits for it, and does not fill its mailbox (CWE-770).
     */
    public void whenReady(Runnable readNext) {
        if (commands.get() < MAX_COMMANDS) {
            readNext.run();
        } else {
            execute(readNext);
        }
    }

    /**
     * The STOMP session begins.
     *
     * @param sendEvery how often the client wants to hear from us, zero for never
     * @param expectEvery how often it promised to be heard, zero for never
     */
    public void connected(StompVersion version, Duration sendEvery, Duration expectEvery, WireFrame connected) {
        execute(() -> {
            session.connected = true;
            session.version(version);
            session.sendEveryNanos = sendEvery.toNanos();
            session.expectEveryNanos = expectEvery.toNanos();
            lane.send(session, connected);
        });
    }

    /**
     * Subscribes; notifications that are published afterwards are delivered.
     *
     * @param key what UNSUBSCRIBE and ACK name it by, unique in the session
     * @param id what MESSAGE frames carry; null only in STOMP 1.0
     * @param receipt sent before the first MESSAGE, where the client asked for one
     */
    public void subscribe(String key, @Nullable String id, Destination destination, AckMode ackMode,
            @Nullable WireFrame receipt) {
        execute(() -> {
            if (receipt != null) {
                lane.send(session, receipt);
            }
            lane.subscribe(new Subscription(session, id, destination, ackMode), key);
        });
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
            commands.decrementAndGet();
            command.run();
        });
    }
}
