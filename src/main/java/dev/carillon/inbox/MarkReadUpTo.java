package dev.carillon.inbox;

import dev.carillon.destination.UserQueue;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;

/** A queue counts as read up to an offset: a slice of it in one go, since others wait for the log. */
record MarkReadUpTo(UserQueue queue, long upTo) implements Change<MarkReadUpTo.Slice> {

    private static final int SLICE = 500;

    /** @param more whether it is to be carried out again */
    record Slice(Marked state, boolean more) {}

    @Override
    public Slice apply(Transaction transaction) {
        int changed = transaction.jdbc()
                .update("""
                        update notification set read_at = ?
                        where stream = (select id from stream where name = ?) and read_at is null and stream_offset in
                        (select stream_offset from notification
                        where stream = (select id from stream where name = ?) and read_at is null and stream_offset <= ?
                        order by stream_offset limit ?)""", System.currentTimeMillis(), queue.name(), queue.name(),
                        upTo,
                        SLICE);
        if (changed != 0) {
            transaction.unread(queue, -changed);
        }
        return new Slice(new Marked(queue, Unread.of(transaction.jdbc(), queue), changed != 0), changed == SLICE);
    }
}
