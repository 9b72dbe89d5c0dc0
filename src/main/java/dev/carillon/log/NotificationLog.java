package dev.carillon.log;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The border to the store. Thread-safe.
 *
 * <p>What cannot be done because the store does not answer is refused with {@code store-unavailable}, by every method.
 */
public interface NotificationLog {

    /**
     * Has a change carried out and committed; never blocks.
     *
     * @param stored run by the log's thread when it is committed, in the order of commits, and so of offsets
     * @return completed after {@code stored} has run; exceptionally with the {@link Problem} of a change
     *     that refused, or when it is not known to be stored
     */
    <R> CompletableFuture<R> submit(Change<R> change, Consumer<R> stored);

    /** Has a change carried out that nobody else has to hear of. */
    default <R> CompletableFuture<R> submit(Change<R> change) {
        return submit(change, _ -> {});
    }

    /** The ends of a stream; blocks where they are not in memory. */
    Head head(Destination destination);

    /** The ends of those of these streams that exist, as the store has them now, in one query; blocks. */
    Map<Destination, Head> heads(Collection<Destination> destinations);

    /** The ends of a stream as the store has them now, whatever was heard of it; blocks. */
    Head headInStore(Destination destination);

    /** The ends of a stream that is in use; empty where they are not in memory. Never blocks. */
    Optional<Head> recentHead(Destination destination);

    /**
     * What {@link #read} would answer, from memory. Never waits for the store.
     *
     * @return empty where that is not in memory, as what waits for an ACK never is
     */
    Optional<Page> recentPage(Destination destination, long after, long acknowledgedUpTo, int limit);

    /**
     * What stands behind an offset; blocks where it is not in memory.
     *
     * @param acknowledgedUpTo up to this offset only what no client has acknowledged; 0 for everything
     */
    Page read(Destination destination, long after, long acknowledgedUpTo, int limit);

    /** What somebody else wants to know of what is committed; blocks. */
    <R> R query(Function<JdbcTemplate, R> query);

    /**
     * Waits for an answer of {@link #submit}.
     *
     * @throws Problem that it has come to instead
     */
    static <R> R await(CompletableFuture<R> answer) {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            throw Problem.in(failure).orElseThrow(() -> failure);
        }
    }

    /** A notification by its id; blocks. */
    Optional<Notification> find(NotificationId id);

    /**
     * Another process has stored this, and committed it. Never blocks.
     *
     * @param recalled which notification of the stream that one took back; null for none
     */
    void heard(Notification stored, @Nullable NotificationId recalled);

    /** What is in memory of this stream may be old: the next reader asks the store. */
    void forget(Destination destination);

    /** The same where less of it is in memory than this; answers whether it was. */
    boolean forgetBehind(Destination destination, Head stored);
}
