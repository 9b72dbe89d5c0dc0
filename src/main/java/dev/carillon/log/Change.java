package dev.carillon.log;

import java.util.Collection;
import java.util.List;

import dev.carillon.destination.Destination;

/**
 * One thing to be done to the log, in a transaction that it shares with others.
 *
 * @param <R> what it answers when it is stored
 */
@FunctionalInterface
public interface Change<R> {

    /**
     * Carries it out, by the log's one writing thread. May run again, in another transaction.
     *
     * @throws dev.carillon.problem.Problem as a refusal, before anything was written
     */
    R apply(Transaction transaction);

    /** Where it is going to append, as far as that is known: the rows of all that share the transaction are read at once. */
    default Collection<Destination> appendsTo() {
        return List.of();
    }
}
