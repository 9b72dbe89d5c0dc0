package dev.carillon.publish;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

import dev.carillon.destination.Destination;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * A publication that happens once for all requests of its key: the key's row is written in the same transaction.
 *
 * @param refusal of a key that was not there before; null where there is room for one
 */
record IdempotentPublication(Publication publication, IdempotencyKey key, Answers answers, @Nullable Problem refusal)
        implements
            Change<IdempotentPublication.Result> {

    /** @param outcomes none where it happened before */
    record Result(Answer answer, List<Outcome> outcomes, boolean isFirst) {}

    @SuppressWarnings("ArrayRecordComponent") // a column as it is
    private record Earlier(byte[] fingerprint, Answer answer) {}

    @Override
    public Collection<Destination> appendsTo() {
        return publication.appendsTo();
    }

    @Override
    public Result apply(Transaction transaction) {
        var earlier = transaction.jdbc()
                .query("""
                        select fingerprint, status, answer from idempotency where caller = ? and idempotency_key = ?""",
                        (row, _) -> new Earlier(row.getBytes(1), new Answer(row.getInt(2), row.getBytes(3))),
                        key.caller(),
                        key.key());
        if (!earlier.isEmpty()) {
            return new Result(repeated(earlier.getFirst()), List.of(), false);
        }
        if (refusal != null) {
            throw refusal;
        }
        var outcomes = publication.apply(transaction);
        var answer = answers.of(outcomes);
        transaction.jdbc()
                .update("""
                        insert into idempotency (caller, idempotency_key, fingerprint, status, answer, created_at)
                        values (?, ?, ?, ?, ?, ?)""", key.caller(), key.key(), key.fingerprint(), answer.status(),
                        answer.body(),
                        System.currentTimeMillis());
        return new Result(answer, outcomes, true);
    }

    private Answer repeated(Earlier earlier) {
        if (!MessageDigest.isEqual(earlier.fingerprint(), key.fingerprint())) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED, "The key was used for another request.",
                    IdempotencyKey.HEADER);
        }
        return earlier.answer();
    }
}
