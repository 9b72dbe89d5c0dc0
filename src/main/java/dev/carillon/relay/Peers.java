package dev.carillon.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    static final Duration BEAT = Duration.ofMillis(500);
    /** Who has not been heard for so long is gone. */
    private static final long GONE_NANOS = BEAT.multipliedBy(3).toNanos();

    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
    private final Map<Long, Asking> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Duration patience;
    private final LongSupplier clock;
    private volatile boolean connected;
    private volatile long connectedAt;

    /** @param clock in nanoseconds */
    Peers(Duration patience, LongSupplier clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** A question that is not answered by all yet. */
    private static final class Asking {

        private final Set<String> missing;
        private final boolean complete;
        private final List<byte[]> answers = new ArrayList<>();
        private final CompletableFuture<Replies> replies = new CompletableFuture<>();

        /** @param complete whether those who are missing are all that there are */
        Asking(Set<String> missing, boolean complete) {
            this.missing = missing;
            this.complete = complete;
        }

        synchronized void answered(String node, byte[] answer) {
            answers.add(answer);
            missing.remove(node);
            if (complete && missing.isEmpty()) {
                end();
            }
        }

        synchronized void end() {
            replies.complete(new Replies(List.copyOf(answers), !complete || !missing.isEmpty()));
        }
    }

    /** Somebody has said something; whether it was unknown before. */
    boolean heard(String node) {
        return heardAt.put(node, clock.getAsLong()) == null;
    }

    void left(String node) {
        heardAt.remove(node);
    }

    void connected() {
        connectedAt = clock.getAsLong();
        connected = true;
    }

    void disconnected() {
        connected = false;
        open.values().forEach(Asking::end);
    }

    /**
     * Sends a question under an id of its own, and collects what is answered. Who has been connected for a moment only does not know
     * whom there is to wait for.
     */
    CompletableFuture<Replies> ask(Question question, Consumer<RelayMessage> send) {
        long id = ids.incrementAndGet();
        boolean settled = connected && clock.getAsLong() - connectedAt > GONE_NANOS;
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

    private Set<String> present() {
        long now = clock.getAsLong();
        heardAt.values().removeIf(at -> now - at > GONE_NANOS && connected && now - connectedAt > GONE_NANOS);
        return new HashSet<>(heardAt.keySet());
    }
}
