package dev.carillon.log;

import dev.carillon.destination.Destination;

/**
 * Takes the oldest of a stream that are kept no longer, a slice of them: what stands behind the last one that goes is not asked
 * how old it is, so that what is kept has no holes.
 *
 * @param upTo these offsets go
 * @param storedBefore and those that are older
 */
record Trim(Destination destination, long upTo, long storedBefore) implements Change<Boolean> {

    static final int SLICE = 500;

    private record Kept(long offset, long storedAt) {}

    /** Answers whether there may be more to be taken. */
    @Override
    public Boolean apply(Transaction transaction) {
        var stream = transaction.stream(destination);
        var oldest = transaction.jdbc()
                .query("""
                        select stream_offset, stored_at from notification where stream = ?
                        order by stream_offset limit ?""", (row, _) -> new Kept(row.getLong(1), row.getLong(2)),
                        stream.id(), SLICE);
        var going = oldest.stream()
                .takeWhile(kept -> kept.offset() <= upTo || kept.storedAt() < storedBefore)
                .toList();
        boolean more = going.size() == SLICE;
        long last = going.isEmpty() ? 0 : going.getLast().offset();
        long tail = more ? last : Math.max(last, upTo);
        transaction.delete(stream, "stream_offset <= ?", tail);
        transaction.jdbc().update("update stream set tail = ? where id = ? and tail < ?", tail, stream.id(), tail);
        transaction.trimmed(destination, tail);
        return more;
    }
}
