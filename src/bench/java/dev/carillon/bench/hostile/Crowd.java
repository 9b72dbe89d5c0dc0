package dev.carillon.bench.hostile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import dev.carillon.load.Loop;

/** The hostile clients, on a thread of their own: well-behaved ones are not to wait for them on this side. */
public final class Crowd implements AutoCloseable {

    /** Deeds that are due are done together, so that the thread sleeps in between. */
    private static final long TICK = 5_000_000;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Loop loop = new Loop();
    private final Ledger ledger = new Ledger();
    private final List<Abuse> abuses;
    private final PriorityQueue<Attack> attacks = new PriorityQueue<>(Comparator.comparingLong(Attack::due));
    private final Thread thread = new Thread(this::run, "hostile");
    private volatile boolean leaving;
    private volatile Throwable failure;

    /**
     * They begin at once.
     *
     * @param topic that everyone reads
     * @param kind of abuse, by the beginning of its name; all kinds in turn where it is empty
     */
    public Crowd(int clients, int port, String topic, String kind) throws IOException {
        abuses = Abuses.of(kind);
        long now = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            var abuse = abuses.get(i % abuses.size());
            var identity = Identity.of(i, port, topic);
            for (int socket = 0; socket < abuse.sockets(); socket++) {
                // One after the other, as they would come by themselves.
                attacks.add(new Attack(loop, abuse, identity, ledger, now + attacks.size() * TICK));
            }
        }
        thread.start();
    }

    private void run() {
        try {
            loop.runUntil(() -> leaving, FOR_EVER, this::turn);
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private long turn(long now) throws IOException {
        while (attacks.peek().due() - now <= 0) {
            var attack = attacks.poll();
            attack.act(now);
            attacks.add(attack);
        }
        return now + TICK;
    }

    /** CPU seconds that they took so far. */
    public double cpu() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()) / 1e9;
    }

    /** They leave, all at once. */
    @Override
    public void close() throws IOException {
        leaving = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        if (failure != null) {
            throw new IOException("the hostile clients gave up", failure);
        }
    }

    /** What came of it, when they have left: a line for each abuse. */
    public String report() {
        return ledger.toString();
    }

    /** Abuses that were not stopped as they should be. */
    public List<String> unmet() {
        return ledger.unmet(abuses);
    }
}
