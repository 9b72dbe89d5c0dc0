package dev.carillon.history;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import dev.carillon.history.Finding.Fault;

/**
 * Asks every node, all the time, who is subscribed. From two seconds after anything has happened, or anybody has come or gone, each
 * must know all who are subscribed at a node that is there; while one is not, or RabbitMQ is not, a node may say that it cannot tell.
 */
final class PresenceWatch implements Runnable {

    private static final long PROMISED = TimeUnit.SECONDS.toNanos(2);
    /** What this process itself, which has more to do, may be late. */
    private static final long LAG = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Executor threads = task -> Thread.ofVirtual().start(task);
    private final Scene scene;
    private final Audience audience;
    private final List<Inquiry> inquiries;
    private final Longest longest = new Longest();
    private volatile int rounds;
    /** The disturbance that has been got over, and the one that was complained of. */
    private volatile long settled;
    private long complained;
    private String lastWrong = "";
    private volatile boolean stopped;

    PresenceWatch(Scene scene, Audience audience) {
        this.scene = scene;
        this.audience = audience;
        this.inquiries = scene.nodes()
                .all()
                .stream()
                .map(node -> Inquiry.of(node, scene, audience.topic()))
                .toList();
    }

    @Override
    public void run() {
        settled = disturbed();
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            round();
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void round() {
        long disturbed = disturbed();
        long asked = System.nanoTime();
        var there = scene.nodes().all().stream().filter(node -> !spells().isOn(node.name())).toList();
        var known = audience.at(there);
        boolean partialWillDo = there.size() < inquiries.size() || spells().isOn(RabbitBroker.NAME);
        var user = audience.user(rounds);
        // All at once: a node that waits for another one's answer takes a second.
        var wrong = inquiries.stream()
                .filter(inquiry -> there.contains(inquiry.node()))
                .map(inquiry -> CompletableFuture.supplyAsync(() -> inquiry.wrong(known, user, partialWillDo), threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.joining());
        if (disturbed == disturbed()) {
            judge(wrong, asked, disturbed);
        }
    }

    private void judge(String wrong, long asked, long disturbed) {
        rounds++;
        if (wrong.isEmpty()) {
            if (settled != disturbed) {
                longest.add(asked - disturbed, spells() + lastWrong);
                lastWrong = "";
            }
            settled = disturbed;
            return;
        }
        lastWrong = "; before: " + wrong;
        if (asked - disturbed > PROMISED + LAG && complained != disturbed) {
            complained = disturbed;
            scene.history()
                    .finding(Fault.MISCOUNTED, Longest.seconds(asked - disturbed) + " after the last change ("
                            + spells() + "): " + wrong);
        }
    }

    private long disturbed() {
        return Math.max(spells().changed(), audience.changed());
    }

    private Spells spells() {
        return scene.history().spells();
    }

    /** Waits until every node knows all. */
    void awaitSettled() {
        scene.awaitOrFind("every node knows who is subscribed", () -> settled == disturbed());
    }

    void stop() {
        stopped = true;
    }

    String told() {
        return "presence: " + rounds + " times every node was asked, right within " + longest + " of the last change";
    }
}
