package dev.carillon.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fan-out worker: a thread that owns its sessions, their outboxes and its part of the index.
 *
 * <p>What always holds:
 * <ol>
 * <li>Everything in here is touched by this thread only, so there are no locks; others reach it through
 *     {@link #commands}, and commands of one session are carried out in the order in which they came.
 * <li>A session has at most one write at the socket. What comes meanwhile waits in its outbox and goes out in one.
 * <li>Frames of a session go out in the order in which they entered its outbox.
 * <li>What enters an outbox is written, or given up by the topic's policy, or the session is closed: nothing else.
 * <li>A session that is closing or gone has no subscription in the index.
 * </ol>
 */
final class Lane implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** Commands taken in one go before anything is written: heavy traffic shares writes, idle traffic does not wait. */
    private static final int MAX_BATCH = 256;

    /** Bytes of one flush; what Jetty is given of a slow session beyond its socket's own buffer. */
    private static final int MAX_FLUSH_BYTES = 64 * 1024;

    /** Publishes that may wait here; beyond, publishers wait, which is what slows them down to what subscribers get. */
    private static final int MAX_BACKLOG = 4096;

    /** Close codes: 44xx and 45xx are ours, RFC 6455 section 7.4.1 has the other. */
    private static final int UNAUTHENTICATED = 4401;
    private static final int SLOW_CONSUMER = 4508;
    private static final int SILENT = 1002;

    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Semaphore backlog = new Semaphore(MAX_BACKLOG);
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final List<Session> dirty = new ArrayList<>();
    private final List<Session> slow = new ArrayList<>();
    private final TimingWheel wheel = new TimingWheel(this::check);
    private final FanoutLimits limits;
    private final FanoutMeters meters;
    private final Thread thread;
    private volatile boolean stopped;

    Lane(String name, FanoutLimits limits, FanoutMeters meters) {
        this.limits = limits;
        this.meters = meters;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Hands over a command. From any thread; never blocks. */
    void execute(Runnable command) {
        commands.add(command);
    }

    /** Waits until there is room for another publish. */
    void awaitRoom() {
        backlog.acquireUninterruptibly();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                var command = commands.poll(wheel.nanosToNextTick(System.nanoTime()), TimeUnit.NANOSECONDS);
                for (int i = 0; command != null && i < MAX_BATCH; i++) {
                    command.run();
                    command = i + 1 < MAX_BATCH ? commands.poll() : null;
                }
                flushDirty();
                wheel.advance(System.nanoTime());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                stopped = true;
            } catch (RuntimeException fault) {
                // A fault of ours in one session's command must not end the lane of all the others.
                log.error("A fan-out command failed", fault);
            }
        }
    }

    void publish(Encoder encoder) {
        backlog.release();
        var subscriptions = index.of(encoder.notification().destination());
        if (subscriptions.isEmpty()) {
            return;
        }
        var policy = limits.policy().apply(encoder.notification().destination());
        for (var subscription : subscriptions) {
            deliver(subscription, encoder, policy);
        }
        // Afterwards, because a session that is closed leaves the list that was walked.
        slow.forEach(session -> closeNow(session, SLOW_CONSUMER));
        slow.clear();
    }

    private void deliver(Subscription subscription, Encoder encoder, OutboxPolicy policy) {
        var session = subscription.session();
        var entry = subscription.entry(encoder, policy);
        int unacknowledged = subscription.unacknowledgedCount();
        // Full of what this batch brought, not of what the client left: that is no reason to part.
        if (!session.writing && !session.outbox().hasRoom(entry, unacknowledged)) {
            flush(session);
        }
        var outcome = session.outbox().offer(entry, unacknowledged);
        meters.offered(outcome);
        if (outcome == Outbox.Outcome.FULL) {
            slow.add(session);
        } else {
            markDirty(session);
        }
    }

    void opened(Session session) {
        wheel.add(session);
    }

    void subscribe(Subscription subscription, String key) {
        if (subscription.session().isOpen()) {
            subscription.session().subscriptions().put(key, subscription);
            index.add(subscription);
            meters.subscriptions(1);
        }
    }

    void unsubscribe(Session session, String key) {
        var subscription = session.subscriptions().remove(key);
        if (subscription != null) {
            index.remove(subscription);
            meters.subscriptions(-1);
        }
    }

    /** What an ACK or a NACK covers is settled; what a NACK covers is sent again, a bounded number of times. */
    void settle(Session session, @Nullable String subscriptionKey, String notificationId, boolean accepted) {
        for (var subscription : session.subscriptions(subscriptionKey)) {
            var settled = subscription.settle(notificationId);
            if (!accepted) {
                subscription.sendAgain(settled, limits.deliveryAttempts()).forEach(frame -> send(session, frame));
            }
        }
    }

    void send(Session session, WireFrame frame) {
        if (session.isOpen()) {
            session.outbox().add(frame);
            markDirty(session);
        }
    }

    /** Ends the session in order: what waits is written, then the socket is closed. */
    void end(Session session, int code) {
        if (session.isOpen()) {
            close(session, code);
            markDirty(session);
        }
    }

    /** Ends the session at once: what waits is given up, because the client does not take it. */
    private void closeNow(Session session, int code) {
        if (session.isOpen()) {
            close(session, code);
            session.outbox().clear();
            session.closeSent = true;
            session.connection().close(code);
        }
    }

    private void close(Session session, int code) {
        session.closeCode = code;
        session.closingAt = System.nanoTime();
        forget(session);
    }

    /** The socket is gone. */
    void closed(Session session) {
        session.gone = true;
        forget(session);
        session.outbox().clear();
        wheel.remove(session);
    }

    private void forget(Session session) {
        meters.subscriptions(-session.subscriptions().size());
        session.subscriptions().values().forEach(index::remove);
        session.subscriptions().clear();
    }

    private void markDirty(Session session) {
        if (!session.dirty && !session.writing) {
            session.dirty = true;
            dirty.add(session);
        }
    }

    private void flushDirty() {
        for (var session : dirty) {
            session.dirty = false;
            flush(session);
        }
        dirty.clear();
    }

    private void flush(Session session) {
        while (!session.writing && !session.closeSent && !session.gone && !session.outbox().isEmpty()) {
            var batch = session.outbox().take(MAX_FLUSH_BYTES);
            session.writing = true;
            session.sentAt = System.nanoTime();
            write(session, batch);
        }
        if (!session.writing && session.closeCode != 0 && !session.closeSent && !session.gone) {
            session.closeSent = true;
            session.connection().close(session.closeCode);
        }
    }

    private void write(Session session, Outbox.Batch batch) {
        try {
            session.connection().write(batch.frames(), new Flush(session, batch));
        } catch (RuntimeException fault) {
            // A fault at the border costs the session that has it, not those that are behind it in the list.
            log.error("A connection failed", fault);
            session.connection().abort();
        }
    }

    /** Now and then for each session: what did not happen. */
    private void check(Session session, long now) {
        if (session.closeCode != 0) {
            if (now - session.closingAt > limits.closeTimeout().toNanos()) {
                session.connection().abort();
            }
        } else if (!session.connected && now - session.openedAt > limits.connectTimeout().toNanos()) {
            closeNow(session, UNAUTHENTICATED);
        } else if (session.writing && now - session.sentAt > limits.writeTimeout().toNanos()) {
            meters.stalled();
            closeNow(session, SLOW_CONSUMER);
        } else if (session.expectEveryNanos != 0 && now - session.heardAt() > 2 * session.expectEveryNanos) {
            closeNow(session, SILENT);
        } else if (session.sendEveryNanos != 0 && !session.writing
                && now - session.sentAt + TimingWheel.TURN_NANOS > session.sendEveryNanos) {
            session.outbox().add(WireFrame.HEARTBEAT);
            flush(session);
        }
    }

    /** Takes up the next flush of a session when the last one is out. */
    private final class Flush implements Connection.Written {

        private final Session session;
        private final int deliveries;
        private final long acceptedAt;

        Flush(Session session, Outbox.Batch batch) {
            this.session = session;
            this.deliveries = batch.deliveries();
            this.acceptedAt = batch.acceptedAt();
        }

        /** Jetty calls back at once where the socket takes it all, which is the usual case: then no command is needed. */
        @Override
        public void succeeded() {
            meters.delivered(deliveries, acceptedAt);
            if (Thread.currentThread() == thread) {
                session.writing = false;
            } else {
                execute(() -> {
                    session.writing = false;
                    flush(session);
                });
            }
        }

        /** The socket is broken; that it is gone is told by the connection itself. */
        @Override
        public void failed() {
            session.connection().abort();
        }
    }
}
