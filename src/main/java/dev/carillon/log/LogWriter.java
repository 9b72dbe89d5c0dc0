package dev.carillon.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. What came while a transaction was under way shares the next one (group commit), so a commit's
 * wait for the disk is paid once for many, and order is that of arrival.
 */
final class LogWriter {

    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

    /** Changes in one transaction. */
    private static final int MAX_BATCH = 512;
    private static final long PROBE_EVERY_SECONDS = 1;
    /** How often a batch is carried out at most that is in another node's way. */
    private static final int MAX_ATTEMPTS = 5;

    /** Runs a batch in a transaction, or fails as a whole. */
    interface Database {

        void commit(List<PendingChange<?>> batch);

        /** Whether it failed for a value that the database does not take. */
        boolean isRefusal(Throwable failure);

        /** Whether it failed because it was in the way of another node's, and may succeed the next time. */
        boolean isConflict(Throwable failure);

        /** The transaction failed: what is in memory may be wrong, and so may the connections be. */
        void failed();
    }

    private final BlockingQueue<PendingChange<?>> queue = new LinkedBlockingQueue<>();
    private final Database database;
    private final LogMeters meters;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean healthy = true;

    LogWriter(Database database, LogMeters meters) {
        this.database = database;
        this.meters = meters;
        this.thread = Thread.ofPlatform().name("log-writer").daemon().start(this::run);
    }

    /** From any thread; never blocks. */
    <R> CompletableFuture<R> submit(Change<R> change, Consumer<R> stored) {
        var pending = new PendingChange<>(change, stored);
        if (stopping) {
            pending.fail(unavailable());
        } else {
            queue.add(pending);
        }
        return pending.answer();
    }

    /** Whether the last transaction was committed. */
    boolean isHealthy() {
        return healthy;
    }

    /** Carries out what has come, and no more. */
    void stop() {
        stopping = true;
        queue.add(new PendingChange<>(_ -> "", _ -> {}));
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static Problem unavailable() {
        return new Problem(ProblemCode.STORE_UNAVAILABLE,
                "The store does not answer; it is not known what it has stored.");
    }

    private void run() {
        int before = 0;
        while (!stopping || !queue.isEmpty()) {
            try {
                var first = healthy ? queue.take() : queue.poll(PROBE_EVERY_SECONDS, TimeUnit.SECONDS);
                if (before > 1) {
                    letOthersCome();
                }
                var batch = new ArrayList<PendingChange<?>>();
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                }
                before = batch.size();
                commit(batch); // Also an empty one, while the store is down: it tells when that is over.
            } catch (InterruptedException _) {
                stopping = true;
            }
        }
    }

    /**
     * Where all cores are busy, those that are about to publish go first: with 64 of them and 1,000 subscribers on two cores a batch
     * of 7 becomes one of 16, for 0.37 CPU-s per million deliveries in place of 0.40. On an idle core it is no wait, and who publishes
     * alone never meets it.
     */
    @SuppressWarnings("ThreadPriorityCheck") // A hint is what it is meant as: nothing is wrong where it is not taken.
    private static void letOthersCome() {
        Thread.yield();
    }

    private void commit(List<PendingChange<?>> batch) {
        try {
            meters.append(batch.size(), () -> untilItIsAlone(batch));
            recovered();
            batch.forEach(PendingChange::complete);
        } catch (Throwable failure) {
            // Whatever it is, a lost connection or a moment without memory: nobody may take it for stored, and the thread lives on.
            if (database.isRefusal(failure)) {
                apart(batch, failure);
            } else {
                failed(batch, failure);
            }
        }
    }

    /**
     * Two nodes' batches that lock the same streams lock them in one order, but for what a change turns out to need when others are
     * locked. Of two that wait for each other the database ends one, of which nothing is left: that is no outage.
     */
    private void untilItIsAlone(List<PendingChange<?>> batch) {
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                database.commit(batch);
                return;
            } catch (RuntimeException failure) {
                if (!database.isConflict(failure)) {
                    throw failure;
                }
                log.info("A batch was in another node's way, and is carried out again");
            }
        }
        database.commit(batch);
    }

    /** One value that the database refuses costs the others nothing: each is tried alone. */
    private void apart(List<PendingChange<?>> batch, Throwable poison) {
        if (batch.size() > 1) {
            batch.forEach(pending -> commit(List.of(pending)));
        } else {
            log.error("A change was refused by the database", poison);
            batch.forEach(
                    pending -> pending.fail(new Problem(ProblemCode.INTERNAL, "The request failed on our side.")));
        }
    }

    private void failed(List<PendingChange<?>> batch, Throwable failure) {
        if (healthy) {
            log.error("The store does not answer", failure);
        }
        healthy = false;
        database.failed();
        batch.forEach(pending -> pending.fail(unavailable()));
    }

    private void recovered() {
        if (!healthy) {
            log.warn("The store answers again");
            healthy = true;
        }
    }
}
