package dev.carillon.relay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.carillon.destination.Destination;
import dev.carillon.log.NotificationLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the broker: it connects, binds, sends, says that this node is there, and begins anew when the link is
 * lost.
 */
final class BrokerThread implements Broker.Arrivals {

    private static final Logger logger = LoggerFactory.getLogger(BrokerThread.class);

    private static final int MAX_BATCH = 256;

    private final String node;
    private final Broker broker;
    private final NotificationLog log;
    private final Interests interests;
    private final Peers peers;
    private final Postbox postbox;
    private final Inbound inbound;
    private final RelaySettings settings;
    private final RelayMeters meters;
    private final Thread thread = Thread.ofPlatform().name("relay").daemon().unstarted(this::run);
    private volatile boolean stopped;
    private volatile boolean connected;
    private boolean toldOff;
    private long beatAt;

    BrokerThread(String node, Broker broker, NotificationLog log, Interests interests, Peers peers, Postbox postbox,
            Inbound inbound, RelaySettings settings, RelayMeters meters) {
        this.node = node;
        this.broker = broker;
        this.log = log;
        this.interests = interests;
        this.peers = peers;
        this.postbox = postbox;
        this.inbound = inbound;
        this.settings = settings;
        this.meters = meters;
        interests.onChange(postbox::wake);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        postbox.wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void arrived(byte[] message) {
        inbound.arrived(message);
    }

    @Override
    public void lost() {
        postbox.wake();
    }

    private void run() {
        while (!stopped) {
            Broker.Link link = null;
            try {
                link = broker.connect(this);
                serve(link);
            } catch (IOException | RuntimeException failure) {
                // Whatever it is that a broker, or its library, comes up with: the log is followed until it is back.
                tell(failure);
            } catch (InterruptedException _) {
                stopped = true;
            }
            disconnected(link);
        }
    }

    private void serve(Broker.Link link) throws IOException, InterruptedException {
        link.bind(List.of(RoutingKey.NODES, RoutingKey.ofNode(node)));
        postbox.open(true);
        interests.connected();
        do {
            settle(link);
        } while (!stopped && !interests.isSettled());
        peers.connected();
        connected = true;
        toldOff = false;
        logger.info("Connected to the broker as node {}", node);
        beatAt = System.nanoTime();
        while (!stopped && link.isOpen()) {
            beat(link);
            send(link, postbox.take(interests.isSettled() ? beatAt - System.nanoTime() : 0));
        }
        if (stopped) {
            send(link, postbox.take(0)); // That its sessions have left, among others.
            link.send(RoutingKey.NODES, new Envelope(node, new RelayMessage.Leaving()).bytes());
        }
    }

    /** Who has subscribed does not wait behind all that is to be sent, nor that behind all who have. */
    private void send(Broker.Link link, Postbox.@Nullable Item first) throws IOException, InterruptedException {
        settle(link);
        int sent = 0;
        for (var item = first; item != null; item = ++sent < MAX_BATCH ? postbox.take(0) : null) {
            if (item.isMessage()) {
                link.send(item.key(), item.message());
                meters.sent();
            }
        }
    }

    private void beat(Broker.Link link) throws IOException {
        long now = System.nanoTime();
        if (now - beatAt >= 0) {
            beatAt = now + Peers.BEAT.toNanos();
            link.send(RoutingKey.NODES, new Envelope(node, new RelayMessage.Alive(System.nanoTime())).bytes());
        }
    }

    /** From the moment on at which it is bound nothing is missed; what is in memory is of before. */
    private void settle(Broker.Link link) throws IOException {
        var changes = interests.changes();
        if (!changes.bind().isEmpty()) {
            link.bind(changes.bind().stream().map(RoutingKey::of).toList());
            changes.bind().forEach(this::bound);
        }
        if (!changes.unbind().isEmpty()) {
            link.unbind(changes.unbind().stream().map(RoutingKey::of).toList());
        }
    }

    private void bound(Destination destination) {
        log.forget(destination);
        interests.bound(destination);
    }

    /** Until the broker is tried again the log is followed. */
    private void disconnected(Broker.@Nullable Link link) {
        connected = false;
        postbox.open(false);
        interests.disconnected();
        peers.disconnected();
        if (link != null) {
            link.close();
        }
        if (!stopped) {
            LockSupport.parkNanos(settings.headsEveryInOutage().toNanos());
        }
    }

    private void tell(Exception failure) {
        if (!toldOff && !stopped) {
            logger.warn("There is no broker; streams are read from the log until it is back", failure);
            toldOff = true;
        }
    }
}
