package dev.carillon.log;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.carillon.destination.Destination;

/** Takes what has outlived its time to live, a slice of it, from whatever streams. Readers leave it out before. */
record Expire(long now) implements Change<Boolean> {

    private static final int SLICE = 500;

    private record Expired(String destination, long offset) {}

    /** Answers whether there may be more to be taken. */
    @Override
    public Boolean apply(Transaction transaction) {
        var expired = transaction.jdbc()
                .query("""
                        select name, stream_offset from notification join stream on stream.id = stream
                        where expires_at <= ? order by expires_at limit ?""",
                        (row, _) -> new Expired(row.getString(1), row.getLong(2)), now, SLICE);
        Map<Destination, List<Long>> byStream = expired.stream()
                .collect(Collectors.groupingBy(row -> Destination.named(row.destination()),
                        Collectors.mapping(Expired::offset, Collectors.toList())));
        transaction.open(byStream.keySet());
        byStream.forEach((destination, offsets) -> transaction.delete(transaction.stream(destination),
                "stream_offset in (" + String.join(",", Collections.nCopies(offsets.size(), "?")) + ")",
                offsets.toArray()));
        return expired.size() == SLICE;
    }
}
