package dev.carillon.fanout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What a lane knows of one session. Touched by its thread only, but for {@link #heard}. */
final class Session {

    /** Pings that are answered each; there are clients that count. */
    private static final int MAX_PONGS = 16;

    private static final int JITTER = 256;

    private final Connection connection;
    private final Outbox outbox;
    private final Map<String, Subscription> subscriptions = new HashMap<>(4);
    private WireFormat format;
    private String name = "";
    private @Nullable Grant grant;
    /** Answers to the latest pings; null where none is due, as nearly always. */
    private @Nullable ArrayDeque<WireFrame> pongs;
    /** Subscriptions that wait for room to get more of what they missed; null where none does, as nearly always. */
    private @Nullable Set<Subscription> behind;

    /** When the client last sent anything; written by the connection's thread. */
    private volatile long heardAt = System.nanoTime();

    final long openedAt = heardAt;

    /** CONNECT was accepted, and when. */
    boolean connected;
    long connectedAtMillis;

    long sentAt = heardAt;
    long sendEveryNanos;
    long expectEveryNanos;

    /** It is closed because that did not happen in time. */
    boolean connectedTooLate;

    /** Its place in the timing wheel. */
    int bucket;

    /** A flush is at the socket: the next one waits for it. */
    boolean writing;

    /** It has something to write and stands in the lane's list. */
    boolean dirty;

    /** Nothing more is accepted, and the last frame says this code. Zero while open; read by other threads, too. */
    volatile int closeCode;

    /** Since when it is closing. */
    long closingAt;

    /** The peer has sent its close: when ours is out, the socket is closed. */
    boolean peerClosed;

    /** The socket is gone, and with it every entry of this session. */
    boolean gone;

    /** Of the write that is under way: how many notifications, and when the oldest of them was accepted. */
    int deliveriesInWrite;
    long oldestInWrite;

    Session(Connection connection, WireFormat format, Outbox outbox) {
        this.connection = connection;
        this.format = format;
        this.outbox = outbox;
    }

    Connection connection() {
        return connection;
    }

    Outbox outbox() {
        return outbox;
    }

    /** What clients and delivery records call it. */
    String name() {
        return name;
    }

    boolean isBehind() {
        return behind != null;
    }

    void behind(Subscription subscription) {
        if (behind == null) {
            behind = new LinkedHashSet<>();
        }
        behind.add(subscription);
    }

    Set<Subscription> takeBehind() {
        var taken = behind;
        behind = null;
        return taken == null ? Set.of() : taken;
    }

    boolean hasWaiting() {
        return pongs != null || !outbox.isEmpty();
    }

    /** Only the latest ping needs an answer (RFC 6455 section 5.5.3), so of a flood the oldest go without. */
    void pong(WireFrame answer) {
        if (pongs == null) {
            pongs = new ArrayDeque<>(2);
        } else if (pongs.size() == MAX_PONGS) {
            pongs.remove();
        }
        pongs.add(answer);
    }

    Collection<WireFrame> takePongs() {
        var answers = pongs;
        pongs = null;
        return answers == null ? List.of() : answers;
    }

    /** Whether all is said: the closing handshake is over (RFC 6455 section 7.1.2), where there is one. */
    boolean isFinished() {
        return closeCode != 0 && (peerClosed || !format.closesByHandshake()) && !writing && !hasWaiting() && !gone;
    }

    boolean isOpen() {
        return closeCode == 0 && !gone;
    }

    WireFormat format() {
        return format;
    }

    void connected(String newName, WireFormat agreed) {
        name = newName;
        format = agreed;
        connected = true;
        connectedAtMillis = System.currentTimeMillis();
    }

    void granted(Grant newGrant) {
        grant = newGrant;
    }

    /** On whose behalf it is open; null before CONNECT. */
    @Nullable
    Grant grant() {
        return grant;
    }

    /** Whose it is; empty for one who has no name. */
    String user() {
        return grant == null ? "" : grant.user();
    }

    /** With which code it is to be closed by now, for what did not happen in time; zero where it may go on. */
    int overdue(long now, FanoutLimits limits) {
        if (!connected) {
            return now - openedAt > limits.connectTimeout().toNanos() ? Departures.UNAUTHENTICATED : 0;
        }
        if (grant != null && grant.isOver(System.currentTimeMillis())) {
            return Departures.UNAUTHENTICATED;
        }
        if (writing && now - sentAt > limits.writeTimeout().toNanos()) {
            return Departures.SLOW_CONSUMER;
        }
        if (limits.maxAge() != null && now - openedAt > age(limits.maxAge())) {
            return Departures.OLD;
        }
        return expectEveryNanos != 0 && now - heardAt > 2 * expectEveryNanos ? Departures.SILENT : 0;
    }

    /** Those that came together do not leave together: up to a quarter less, by the low bits of when it was opened. */
    private long age(Duration most) {
        return most.toNanos() - most.dividedBy(4 * JITTER).toNanos() * Math.floorMod(openedAt, JITTER);
    }

    /** Whether its client is to hear of us before it is looked at again. */
    boolean isSilent(long now) {
        return sendEveryNanos != 0 && !writing && now - sentAt + TimingWheel.TURN_NANOS > sendEveryNanos;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    /** The subscription of this id, or all of them where a client of STOMP 1.0 names none. */
    List<Subscription> subscriptions(@Nullable String id) {
        if (id == null) {
            return List.copyOf(subscriptions.values());
        }
        var subscription = subscriptions.get(id);
        return subscription == null ? List.of() : List.of(subscription);
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    long heardAt() {
        return heardAt;
    }
}
