package dev.carillon.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The other nodes: which there are, and what they are asked. Thread-safe. */
final class Peers {

    /** How often a node says that it is there. */
    static final Duration BEAT = Duration.ofMillis(250);
    /**
     * Who misses so many is gone. Until then it is waited for, since a node that is only slow has sessions all the same: three seconds of
     * partial answers behind one that was killed are better than a whole one without those of one that was not.
     */
    static final int MISSED_BEATS = 12;
    private static final long GONE_NANOS = BEAT.multipliedBy(MISSED_BEATS).toNanos();
    /** Who has been connected for longer has heard everybody. */
    private static final long INTRODUCED_NANOS = BEAT.multipliedBy(3).toNanos();

    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
    private final Map<Long, Asking> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Duration patience;
    private final LongSupplier clock;
    private volatile boolean connected;
    private volatile long connectedAt;
    /** Up to when the broker is known to have brought what others said: then it brought what we said ourselves. */
    private volatile long echoedAt;
    /** When that was said which came back last, and how long it took. */
    private volatile long echoSentAt;
    private volatile long echoNanos;

    /** @param clock in nanoseconds */
    Peers(Duration patience, LongSupplier clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** A question that is not answered by all yet. */
    private static final class Asking {

        private final Set<String> missing;
        private final boolean complete;
        private final Map<String, byte[]> answers = new HashMap<>();
        private final CompletableFuture<Replies> replies = new CompletableFuture<>();

        /** @param complete whether those who are missing are all that there are */
        Asking(Set<String> missing, boolean complete) {
            this.missing = missing;
            this.complete = complete;
        }

        /** A broker may bring an answer twice. */
        synchronized void answered(String node, byte[] answer) {
            answers.put(node, answer);
            isNotMissing(node);
        }

        synchronized void isNotMissing(String node) {
            missing.remove(node);
            if (complete && missing.isEmpty()) {
                end();
            }
        }

        synchronized void end() {
            replies.complete(new Replies(Map.copyOf(answers), !complete || !missing.isEmpty()));
        }
    }

    /** Somebody has said something; whether it was unknown before. */
    boolean heard(String node) {
        return heardAt.put(node, clock.getAsLong()) == null;
    }

    /** What we said ourselves at that time has come back to us: who is silent is not only late. */
    void echoed(long sentAt) {
        echoedAt = clock.getAsLong();
        echoSentAt = sentAt;
        echoNanos = echoedAt - sentAt;
    }

    /**
     * How long the broker takes to bring what is given to it, in seconds: as of the last beat that came back, or more where the next one
     * should have. Not a number while there is no connection.
     */
    double lagSeconds() {
        long overdue = clock.getAsLong() - echoSentAt - BEAT.toNanos();
        return connected ? Math.max(echoNanos, overdue) / 1e9 : Double.NaN;
    }

    /** It has nobody any more who could be asked about. */
    void left(String node) {
        heardAt.remove(node);
        open.values().forEach(asking -> asking.isNotMissing(node));
    }

    void connected() {
        connectedAt = clock.getAsLong();
        echoedAt = connectedAt;
        echoSentAt = connectedAt;
        echoNanos = 0;
        connected = true;
    }

    void disconnected() {
        connected = false;
        open.values().forEach(Asking::end);
    }

    /**
     * Sends a question under an id of its own, and collects what is answered. Who has been connected for a moment only, or is brought
     * nothing for some, does not know whom there is to wait for.
     */
    CompletableFuture<Replies> ask(Question question, Consumer<RelayMessage> send) {
        long id = ids.incrementAndGet();
        boolean settled = isSettled();
        var asking = new Asking(present(), settled);
        if (!connected || (settled && asking.missing.isEmpty())) {
            asking.end();
            return asking.replies;
        }
        open.put(id, asking);
        send.accept(new RelayMessage.Asked(id, question));
        var _ = asking.replies.copy()
                .completeOnTimeout(Replies.NONE, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    open.remove(id);
                    asking.end();
                });
        return asking.replies;
    }

    void answered(String node, long id, byte[] answer) {
        var asking = open.get(id);
        if (asking != null) {
            asking.answered(node, answer);
        }
    }

    private boolean isSettled() {
        long echo = echoedAt;
        return connected && echo - connectedAt > INTRODUCED_NANOS && clock.getAsLong() - echo <= GONE_NANOS;
    }

    private Set<String> present() {
        long echo = echoedAt;
        heardAt.values().removeIf(at -> echo - at > GONE_NANOS);
        return new HashSet<>(heardAt.keySet());
    }
}
