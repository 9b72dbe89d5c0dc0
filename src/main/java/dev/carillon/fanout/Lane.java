package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;

/**
 * One fan-out worker: a thread that owns its sessions, their outboxes and its part of the index.
 *
 * <p>What always holds:
 * <ol>
 * <li>Everything in here is touched by the mailbox's thread only, so there are no locks; others reach it through
 *     {@link #execute}, and commands of one session are carried out in the order in which they came.
 * <li>A session has at most one write at the socket. What comes meanwhile waits in its outbox and goes out in one.
 * <li>Frames of a session go out in the order in which they entered its outbox.
 * <li>What enters an outbox is written, or given up by the topic's policy, or the session is closed: nothing else.
 * <li>A session that is closing or gone has no subscription in the index.
 * <li>A subscription gets its stream's notifications in order, each once: it is live and has the one before, or reads the log.
 * </ol>
 */
final class Lane {

    private final FanoutLimits limits;
    private final FanoutMeters meters;
    private final Mailbox mailbox;
    private final Writer writer;
    private final CatchUp catchUp;
    private final DeliveryRecord record;
    private final Departures departures;
    private final SubscriptionIndex index;
    private final RollCall rollCall;
    private final Variants variants = new Variants();
    private final PendingBytes pending = new PendingBytes();
    private final TimingWheel wheel = new TimingWheel(this::check);
    private final List<Session> slow = new ArrayList<>();

    /** With which every session is ended, also those that come; zero while the service runs. */
    private int endingCode;

    Lane(String name, FanoutLimits limits, History history, DeliveryRecord record, SubscriptionIndex index,
            FanoutMeters meters) {
        this.limits = limits;
        this.record = record;
        this.meters = meters;
        this.index = index;
        this.rollCall = new RollCall(index, wheel);
        this.mailbox = new Mailbox(name, () -> wheel.nanosToNextTick(System.nanoTime()), this::afterBatch);
        this.writer = new Writer(mailbox, meters, this::drained);
        this.departures = new Departures(index, writer, meters);
        this.catchUp = new CatchUp(history, mailbox, limits, this::overtaken);
    }

    void start() {
        mailbox.start();
    }

    void stop() {
        mailbox.stop();
    }

    /** Hands over a command. From any thread; never blocks. */
    void execute(Runnable command) {
        mailbox.execute(command);
    }

    /** Answers in its turn. From any thread. */
    <R> CompletableFuture<R> ask(Function<RollCall, R> question) {
        return CompletableFuture.supplyAsync(() -> question.apply(rollCall), this::execute);
    }

    boolean isCurrentThread() {
        return mailbox.isCurrentThread();
    }

    /** Hands over a command that is going to subscribe. From any thread; never blocks. */
    void executeSubscribe(Runnable command) {
        index.announce();
        mailbox.execute(command);
    }

    /** Whether one of its sessions may be subscribed to it. From any thread. */
    boolean mayDeliver(Destination destination) {
        return index.mayHave(destination);
    }

    /** Waits until there is room for another publish. From any thread. */
    void awaitRoom() {
        mailbox.awaitRoom();
    }

    /** Hands over a publish for which there was room. From any thread. */
    void publish(Notification notification, long acceptedAt) {
        mailbox.publish(() -> deliver(notification, acceptedAt));
    }

    /** How many bytes wait in its outboxes. From any thread. */
    long pendingBytes() {
        return pending.shown();
    }

    Session newSession(Connection connection, WireFormat format) {
        return new Session(connection, format, new Outbox(limits, pending));
    }

    private void deliver(Notification notification, long acceptedAt) {
        var subscriptions = index.of(notification.destination());
        if (subscriptions.isEmpty()) {
            return;
        }
        var encoder = new Encoder(notification, acceptedAt, limits.policy().apply(notification.destination()));
        for (var subscription : subscriptions) {
            deliver(subscription, encoder);
        }
        // Afterwards, because a session that is closed leaves the list that was walked.
        slow.forEach(session -> departures.endNow(session, Departures.SLOW_CONSUMER));
        slow.clear();
    }

    private void deliver(Subscription subscription, Encoder encoder) {
        switch (subscription.arrival(encoder.notification().position())) {
            case NEXT -> offer(subscription, encoder);
            case GAP -> catchUp.next(subscription, this::replay);
            case NOT_NOW -> {
            } // It reads the log, which has it.
        }
    }

    private void offer(Subscription subscription, Encoder encoder) {
        var session = subscription.session();
        var frame = subscription.frame(encoder, record);
        // Full of what this batch brought, not of what the client left: that is no reason to part.
        if (!session.writing && !session.outbox().hasRoom(frame)) {
            writer.flush(session);
        }
        var outcome = session.outbox().offer(frame);
        meters.offered(outcome);
        if (outcome == Outbox.Outcome.FULL) {
            slow.add(session);
        } else {
            writer.markDirty(session);
        }
    }

    private void replay(Subscription subscription, Encoder encoder) {
        subscription.session().outbox().replay(subscription.frame(encoder, record));
        writer.markDirty(subscription.session());
    }

    private void drained(Session session) {
        catchUp.resume(session, this::replay);
    }

    /** Retention has taken what it was still to read; what it has read goes out before. */
    private void overtaken(Session session) {
        meters.overtaken();
        end(session, Departures.SLOW_CONSUMER);
    }

    void opened(Session session) {
        wheel.add(session);
        if (endingCode != 0) {
            end(session, endingCode);
        }
    }

    Subscription subscribe(Session session, String key, @Nullable String id, Destination destination, AckMode ackMode) {
        var subscription = new Subscription(session, destination, ackMode, variants.of(id, session.format(), ackMode));
        if (session.isOpen()) {
            session.subscriptions().put(key, subscription);
            index.add(subscription);
            meters.subscriptions(1);
        }
        index.arrived();
        return subscription;
    }

    /** The subscription learns where it begins; until then nothing is delivered to it. */
    void begin(Beginning beginning) {
        var subscription = beginning.subscription();
        if (!subscription.isEnded()) {
            subscription.begin(beginning);
            index.begun(subscription);
            if (!subscription.isLive()) {
                catchUp.next(subscription, this::replay);
            }
        }
    }

    void unsubscribe(Session session, String key) {
        var subscription = session.subscriptions().remove(key);
        if (subscription != null) {
            index.remove(subscription);
            subscription.ended();
            meters.subscriptions(-1);
        }
    }

    /** The client may not read this any more: it is told so, and gets no more of it. */
    void forbid(Session session, String key) {
        var subscription = session.subscriptions().get(key);
        if (subscription != null) {
            unsubscribe(session, key);
            send(session, subscription.forbidden());
        }
    }

    /** What an ACK or a NACK covers is settled; what a NACK covers is sent again, a bounded number of times. */
    void settle(Session session, @Nullable String subscriptionKey, String notificationId, boolean accepted) {
        for (var subscription : session.subscriptions(subscriptionKey)) {
            var settled = subscription.settle(notificationId);
            if (accepted) {
                subscription.acknowledged(settled.values(), record);
                drained(session);
            } else {
                subscription.sendAgain(settled, limits.deliveryAttempts()).forEach(frame -> send(session, frame));
            }
        }
    }

    /** Its stream has come this far: who has not is to read the log. */
    void reached(Destination destination, Position head) {
        catchUp.reached(index.of(destination), head, this::replay);
    }

    void recall(Destination destination, String notificationId) {
        index.of(destination).forEach(subscription -> subscription.recall(notificationId));
    }

    void send(Session session, WireFrame frame) {
        if (session.isOpen()) {
            if (session.outbox().add(frame)) {
                writer.markDirty(session);
            } else {
                meters.offered(Outbox.Outcome.FULL);
                departures.endNow(session, Departures.SLOW_CONSUMER);
            }
        }
    }

    /** Goes before what waits, and takes no room in the outbox. */
    void pong(Session session, WireFrame pong) {
        if (session.isOpen()) {
            session.pong(pong);
            writer.markDirty(session);
        }
    }

    /** Ends the sessions that are open on these behalves. */
    void endAll(Predicate<Grant> whose, int code) {
        wheel.sessions()
                .filter(session -> session.grant() != null && whose.test(session.grant()))
                .forEach(session -> end(session, code));
    }

    int end(int count, int code) {
        return departures.end(wheel.sessions(), count, code);
    }

    /** Ends every session in order, and from now on each that comes. */
    void endAll(int code) {
        endingCode = code;
        wheel.forEach(session -> end(session, code));
    }

    void end(Session session, int code) {
        departures.end(session, code);
    }

    void closedByPeer(Session session, int code) {
        departures.closedByPeer(session, code);
    }

    /** The socket is gone. */
    void closed(Session session) {
        departures.gone(session);
        wheel.remove(session);
    }

    private void afterBatch() {
        writer.flushDirty();
        wheel.advance(System.nanoTime());
        writer.flushDirty();
        pending.show();
    }

    /** Now and then for each session: what did not happen. */
    private void check(Session session, long now) {
        drained(session);
        if (!departures.isOverdue(session, now, limits) && session.isSilent(now)) {
            send(session, session.format().heartbeat());
        }
    }
}
