package dev.carillon.publish;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.carillon.destination.Destination;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * A publication that happens once for all requests of its key. The key's row is written first, in the same transaction: who comes
 * with the key to another node waits there until this one has committed, and finds its answer.
 *
 * @param refusal of a key that was not there before; null where there is room for one
 */
record IdempotentPublication(Change<List<Outcome>> publication, IdempotencyKey key, Answers answers,
        @Nullable Problem refusal)
        implements
            Change<IdempotentPublication.Result> {

    /** @param outcomes none where it happened before */
    record Result(Answer answer, List<Outcome> outcomes, boolean isFirst) {}

    @SuppressWarnings("ArrayRecordComponent") // a column as it is
    private record Earlier(byte[] fingerprint, Answer answer) {}

    /** Nobody ever reads it: it is there until the transaction ends. */
    private static final Answer NONE_YET = new Answer(0, new byte[0]);

    @Override
    public Collection<Destination> appendsTo() {
        return publication.appendsTo();
    }

    @Override
    public Result apply(Transaction transaction) {
        if (refusal == null && isNew(transaction)) {
            return publish(transaction);
        }
        var earlier = earlier(transaction).orElseThrow(this::missing);
        return new Result(repeated(earlier), List.of(), false);
    }

    /** Waits for another node that has written the key and not committed yet. */
    private boolean isNew(Transaction transaction) {
        return transaction.jdbc()
                .update("""
                        insert into idempotency (caller, idempotency_key, fingerprint, status, answer, created_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (caller, idempotency_key) do nothing""", key.caller(),
                        key.key(), key.fingerprint(), NONE_YET.status(), NONE_YET.body(),
                        System.currentTimeMillis()) == 1;
    }

    private Result publish(Transaction transaction) {
        try {
            var outcomes = publication.apply(transaction);
            var answer = answers.of(outcomes);
            transaction.jdbc()
                    .update("update idempotency set status = ?, answer = ? where caller = ? and idempotency_key = ?",
                            answer.status(), answer.body(), key.caller(), key.key());
            return new Result(answer, outcomes, true);
        } catch (Problem refused) {
            // The transaction is that of others, too, and goes on: the key would stay, and have no answer.
            transaction.jdbc()
                    .update("delete from idempotency where caller = ? and idempotency_key = ?", key.caller(),
                            key.key());
            throw refused;
        }
    }

    private Optional<Earlier> earlier(Transaction transaction) {
        return transaction.jdbc()
                .query("""
                        select fingerprint, status, answer from idempotency where caller = ? and idempotency_key = ?""",
                        (row, _) -> new Earlier(row.getBytes(1), new Answer(row.getInt(2), row.getBytes(3))),
                        key.caller(),
                        key.key())
                .stream()
                .findFirst();
    }

    /** With room for one it was there a moment ago, too old, and another node has just deleted it. */
    private Problem missing() {
        return refusal == null ? IdempotencyKeys.inUse() : refusal;
    }

    private Answer repeated(Earlier earlier) {
        if (!MessageDigest.isEqual(earlier.fingerprint(), key.fingerprint())) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key was used for another request.",
                    IdempotencyKey.HEADER);
        }
        return earlier.answer();
    }
}
