package dev.carillon.log;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A change in line, what is done when it is committed, and who waits for it. */
final class PendingChange<R> {

    private static final Logger log = LoggerFactory.getLogger(PendingChange.class);

    private final Change<R> change;
    private final Consumer<R> stored;
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private @Nullable R result;
    private @Nullable Problem refusal;

    PendingChange(Change<R> change, Consumer<R> stored) {
        this.change = change;
        this.stored = stored;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    Collection<Destination> appendsTo() {
        return change.appendsTo();
    }

    /** A refusal is its own affair, and no reason to undo what others did. */
    void apply(Transaction transaction) {
        try {
            refusal = null;
            result = change.apply(transaction);
        } catch (Problem problem) {
            refusal = problem;
        }
    }

    /** The transaction is committed. */
    void complete() {
        if (refusal != null || result == null) {
            fail(refusal == null ? LogWriter.unavailable() : refusal);
            return;
        }
        try {
            stored.accept(result);
        } catch (RuntimeException fault) {
            log.error("What is stored could not be passed on", fault); // It is stored, so that is the answer.
        }
        answer.complete(result);
    }

    void fail(Problem problem) {
        answer.completeExceptionally(problem);
    }
}
