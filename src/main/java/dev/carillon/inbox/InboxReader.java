package dev.carillon.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.carillon.destination.UserQueue;
import dev.carillon.log.Head;
import dev.carillon.log.NotificationLog;
import dev.carillon.log.StoredRow;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads queues. */
@Component
class InboxReader {

    /** The service's own notices are the stream's, not the inbox's. */
    private static final String PAGE = "select " + StoredRow.COLUMNS + ", read_at from notification where stream ="
            + " (select id from stream where name = ?) and stream_offset > ? and stream_offset < ?"
            + " and (expires_at is null or expires_at > ?) and (type is null or substr(type, 1, 9) <> 'carillon.')";

    private final NotificationLog log;

    InboxReader(NotificationLog log) {
        this.log = log;
    }

    /** The offsets between these, which are not among them; the newest first where that is wanted. */
    record Wanted(long after, long before, boolean newestFirst) {

        static Wanted after(long offset) {
            return new Wanted(offset, Long.MAX_VALUE, false);
        }

        static Wanted before(long offset) {
            return new Wanted(0, offset, true);
        }
    }

    InboxPage page(UserQueue queue, Wanted wanted, boolean unreadOnly, int limit) {
        var head = log.head(queue);
        return log.query(jdbc -> new InboxPage(head, Unread.of(jdbc, queue),
                entries(jdbc, queue, head, wanted, unreadOnly, limit)));
    }

    long unread(UserQueue queue) {
        return log.query(jdbc -> Unread.of(jdbc, queue));
    }

    private static List<InboxPage.Entry> entries(JdbcTemplate jdbc, UserQueue queue, Head head, Wanted wanted,
            boolean unreadOnly, int limit) {
        var statement = PAGE + (unreadOnly ? " and read_at is null" : "")
                + " order by stream_offset" + (wanted.newestFirst() ? " desc" : "") + " limit ?";
        return jdbc.query(statement, (row, _) -> entry(row, queue, head.epoch()), queue.name(), wanted.after(),
                Math.min(wanted.before(), head.offset() + 1), System.currentTimeMillis(), limit);
    }

    private static InboxPage.Entry entry(ResultSet row, UserQueue queue, long epoch) throws SQLException {
        var readAt = row.getObject("read_at") instanceof Number millis
                ? Instant.ofEpochMilli(millis.longValue())
                : null;
        return new InboxPage.Entry(StoredRow.read(row, queue, epoch), readAt);
    }
}
