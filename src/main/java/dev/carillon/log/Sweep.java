package dev.carillon.log;

import java.util.List;

import dev.carillon.destination.Destination;

/** Deletes what is not kept any longer, slice by slice through the log, so that appends go on between them. */
final class Sweep {

    /** Streams that are looked at in one go. */
    private static final int STREAMS = 200;

    private static final String NEXT_STREAMS = """
            select id, name, head, tail, (select stored_at from notification where stream = stream.id
            order by stream_offset limit 1) from stream where id > ? order by id limit ?""";

    private final NotificationLog log;
    private final Keeping keeping;
    private long lastStream = -1;

    Sweep(NotificationLog log, Keeping keeping) {
        this.log = log;
        this.keeping = keeping;
    }

    /** @param oldest when the oldest one that is left was stored */
    private record Ends(long id, Destination destination, long head, long tail, long oldest) {}

    /** Looks at the next few streams, round after round, and at everything that has expired. */
    void run(long now, Lease lease) {
        for (var ends : nextStreams()) {
            trim(ends, now, lease);
        }
        if (anyExpired(now)) {
            inSlices(new Expire(now), lease);
        }
    }

    private List<Ends> nextStreams() {
        var streams = log.query(jdbc -> jdbc.query(NEXT_STREAMS, (row, _) -> {
            long stored = row.getLong(5);
            return new Ends(row.getLong(1), Destination.named(row.getString(2)), row.getLong(3), row.getLong(4),
                    row.wasNull() ? Long.MAX_VALUE : stored);
        }, lastStream, STREAMS));
        lastStream = streams.size() < STREAMS ? -1 : streams.getLast().id();
        return streams;
    }

    private void trim(Ends ends, long now, Lease lease) {
        var keep = keeping.of(ends.destination());
        long upTo = ends.head() - keep.count();
        long storedBefore = now - keep.age().toMillis();
        if (upTo > ends.tail() || ends.oldest() < storedBefore) {
            inSlices(new Trim(ends.destination(), upTo, storedBefore), lease);
        }
    }

    /** One after another, each in a transaction that it shares with whoever comes. */
    private void inSlices(Change<Boolean> slice, Lease lease) {
        boolean more = true;
        while (more && lease.isOurs()) {
            more = NotificationLog.await(log.submit(slice));
        }
    }

    private boolean anyExpired(long now) {
        return !log.query(jdbc -> jdbc.queryForList(
                "select 1 from notification where expires_at <= ? limit 1", Integer.class, now)).isEmpty();
    }
}
