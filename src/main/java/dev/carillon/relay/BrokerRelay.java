package dev.carillon.relay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Fanout;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Nodes that share a database and a broker. The database is the truth and the broker is fast: a subscription that gets offset n+2
 * behind n reads the one between from the log, and what nothing follows is found by {@link Heads}. Thread-safe.
 */
final class BrokerRelay implements Relay, SmartLifecycle {

    /** How long a subscription waits to be bound by a broker that does not answer. */
    private static final long PATIENCE_SECONDS = 1;

    private final String node;
    private final Fanout fanout;
    private final Interests interests;
    private final Peers peers;
    private final Postbox postbox;
    private final BrokerThread thread;
    private final Heads heads;

    BrokerRelay(NodeName name, Broker broker, Fanout fanout, NotificationLog log, Interests interests,
            OwnAnswers answers,
            RelaySettings settings, RelayMeters meters) {
        this.node = name.toString();
        this.fanout = fanout;
        this.interests = interests;
        this.peers = new Peers(settings.answerTimeout(), System::nanoTime);
        this.postbox = new Postbox(settings.maxPending(), meters);
        var inbound = new Inbound(node, fanout, log, interests, peers, answers, postbox, meters);
        this.thread = new BrokerThread(node, broker, log, interests, peers, postbox, inbound, settings, meters);
        this.heads = new Heads(log, fanout, interests, thread::isConnected, settings, meters);
        meters.watch(thread::isConnected, interests::count, peers::lagSeconds);
    }

    @Override
    public void publish(Notification notification) {
        fanout.publish(notification);
        send(notification, null);
    }

    @Override
    public void recall(NotificationId recalled, Notification notice) {
        fanout.recall(notice.destination(), recalled);
        fanout.publish(notice);
        send(notice, recalled);
    }

    private void send(Notification notification, @Nullable NotificationId recalled) {
        postbox.put(RoutingKey.of(notification.destination()),
                new Envelope(node, new RelayMessage.Published(notification, recalled)).bytes());
    }

    @Override
    public CompletableFuture<?> ready(Destination destination) {
        var ready = interests.ready(destination);
        return ready.isDone() ? ready : ready.copy().completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public CompletableFuture<Replies> ask(Question question) {
        return peers.ask(question, asked -> postbox.put(RoutingKey.NODES, new Envelope(node, asked).bytes()));
    }

    String node() {
        return node;
    }

    /** Destinations that somebody here is subscribed to. */
    int bindings() {
        return interests.count();
    }

    boolean isConnected() {
        return thread.isConnected();
    }

    @Override
    public void start() {
        thread.start();
        heads.start();
    }

    /** Behind the sessions, which leave by it, and the web server. */
    @Override
    public void stop() {
        heads.stop();
        thread.stop();
    }

    @Override
    public boolean isRunning() {
        return thread.isRunning();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
