package dev.carillon.fanout;

import java.time.Duration;

import dev.carillon.destination.Destination;
import org.jspecify.annotations.Nullable;

/**
 * A session as the rest of the service sees it: each call becomes a command to its lane, carried out in order. Used by one
 * thread at a time, the connection's own; no call blocks.
 */
public final class FanoutSession {

    /** Under which a socket's attributes hold it while the socket is there. */
    public static final String ATTRIBUTE = FanoutSession.class.getName();

    private final Lane lane;
    private final Session session;
    private volatile boolean ended;

    FanoutSession(Lane lane, Session session) {
        this.lane = lane;
        this.session = session;
        lane.execute(() -> lane.opened(session));
    }

    /**
     * The STOMP session begins.
     *
     * @param sendEvery how often the client wants to hear from us, zero for never
     * @param expectEvery how often it promised to be heard, zero for never
     */
    public void connected(StompVersion version, Duration sendEvery, Duration expectEvery, WireFrame connected) {
        lane.execute(() -> {
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
        lane.execute(() -> {
            if (receipt != null) {
                lane.send(session, receipt);
            }
            lane.subscribe(new Subscription(session, id, destination, ackMode), key);
        });
    }

    /** Unsubscribes; no MESSAGE for it is sent after anything that is sent later. */
    public void unsubscribe(String key) {
        lane.execute(() -> lane.unsubscribe(session, key));
    }

    /** Settles notifications by the {@code ack} header of STOMP 1.2. */
    public void acknowledge(String ackId, boolean accepted) {
        settle(Subscription.subscriptionOf(ackId), Subscription.notificationOf(ackId), accepted);
    }

    /** Settles notifications by {@code message-id} and, but in STOMP 1.0, {@code subscription}. */
    public void settle(@Nullable String key, String notificationId, boolean accepted) {
        lane.execute(() -> lane.settle(session, key, notificationId, accepted));
    }

    /** Sends a frame of ours, behind what is in line. */
    public void send(WireFrame frame) {
        lane.execute(() -> lane.send(session, frame));
    }

    /** Answers a ping, where no other answer has overtaken it. */
    public void pong(byte[] data) {
        var pong = WireFrame.pong(data);
        lane.execute(() -> lane.pong(session, pong));
    }

    /** Ends the session: what is in line is written, then the closing handshake begins (RFC 6455 section 7.1.2). */
    public void end(int closeCode) {
        ended = true;
        lane.execute(() -> lane.end(session, closeCode));
    }

    /** The peer has sent its close frame: ours is the answer, or it is the answer to ours. */
    public void closedByPeer(int closeCode) {
        ended = true;
        lane.execute(() -> lane.closedByPeer(session, closeCode));
    }

    /** The code of our close frame; zero where none has been made, because the socket broke. */
    public int closeCode() {
        return session.closeCode;
    }

    /** Whether {@link #end} was called: what the client sent behind its last frame, or ours, is not to be carried out. */
    public boolean isEnded() {
        return ended;
    }

    /** The client sent something, if only a heart-beat. */
    public void heard() {
        session.heard();
    }

    /** The socket is gone. */
    public void closed() {
        lane.execute(() -> lane.closed(session));
    }
}
