package dev.carillon.fanout;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lane is asked to do, carried out by its one thread in the order in which it came. */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    /** Commands taken in one go before anything is written: heavy traffic shares writes, idle traffic does not wait. */
    private static final int MAX_BATCH = 256;

    /** Publishes that may wait; beyond, publishers wait, which slows them down to what subscribers get. */
    private static final int MAX_BACKLOG = 4096;

    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Semaphore backlog = new Semaphore(MAX_BACKLOG);
    private final LongSupplier patience;
    private final Runnable afterBatch;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * @param patience for how many nanoseconds an empty mailbox is waited at
     * @param afterBatch run by the mailbox's thread when it has taken all that was there, or waited long enough
     */
    Mailbox(String name, LongSupplier patience, Runnable afterBatch) {
        this.patience = patience;
        this.afterBatch = afterBatch;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
        backlog.release(Short.MAX_VALUE); // Whoever still publishes must not wait for a thread that has gone.
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Hands over a command. From any thread; never blocks. */
    void execute(Runnable command) {
        commands.add(command);
    }

    /** Waits until there is room for another publish. */
    void awaitRoom() {
        backlog.acquireUninterruptibly();
    }

    /** Hands over a publish for which there was room. */
    void publish(Runnable command) {
        commands.add(() -> {
            backlog.release();
            command.run();
        });
    }

    private void run() {
        while (!stopped) {
            try {
                var command = commands.poll(patience.getAsLong(), TimeUnit.NANOSECONDS);
                for (int i = 0; command != null && i < MAX_BATCH; i++) {
                    carryOut(command);
                    command = i + 1 < MAX_BATCH ? commands.poll() : null;
                }
                carryOut(afterBatch);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
    }

    private static void carryOut(Runnable command) {
        try {
            command.run();
        } catch (Throwable fault) {
            // A fault of ours in one session's command, or a moment without memory, must not end the lane of all others.
            log.error("A fan-out command failed", fault);
        }
    }
}
