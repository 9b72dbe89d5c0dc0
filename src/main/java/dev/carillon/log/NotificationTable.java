package dev.carillon.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Reads notifications. Thread-safe. */
final class NotificationTable {

    /** Bytes of payload in one page, but for one that is larger alone. */
    private static final int MAX_PAGE_BYTES = 256 * 1024;

    private final JdbcTemplate jdbc;

    NotificationTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of a stream up to a head that was read before, so that every row up to it is there; its tail is that head's. */
    Page read(Destination destination, Head head, long after, long acknowledgedUpTo, int limit) {
        ResultSetExtractor<Page> reading = rows -> page(rows, destination, head, limit);
        return Optional.ofNullable(jdbc.query("select " + StoredRow.COLUMNS + " from notification where stream ="
                + " (select id from stream where name = ?) and stream_offset > ? and stream_offset <= ?"
                + " and (stream_offset > ? or acked_at is null) and (expires_at is null or expires_at > ?)"
                + " order by stream_offset limit ?", reading, destination.name(), after, head.offset(),
                acknowledgedUpTo, System.currentTimeMillis(), limit + 1)).orElseThrow();
    }

    Optional<Notification> find(NotificationId id) {
        return jdbc.query("select " + StoredRow.COLUMNS + ", s.name, s.epoch from notification"
                + " join stream s on s.id = stream where notification.id = ?",
                (row, _) -> StoredRow.read(row, Destination.named(row.getString("name")), row.getLong("epoch")),
                id.bytes())
                .stream()
                .findFirst();
    }

    private static Page page(ResultSet rows, Destination destination, Head head, int limit) throws SQLException {
        var notifications = new ArrayList<Notification>();
        long last = 0;
        long bytes = 0;
        while (rows.next()) {
            if (notifications.size() == limit || bytes > MAX_PAGE_BYTES) {
                return new Page(notifications, last, head.tail());
            }
            var notification = StoredRow.read(rows, destination, head.epoch());
            notifications.add(notification);
            last = rows.getLong(1);
            bytes += notification.payload().bytes().length;
        }
        return new Page(List.copyOf(notifications), head.offset(), head.tail());
    }
}
