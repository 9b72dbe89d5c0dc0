package dev.carillon.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.carillon.destination.Destination;
import dev.carillon.log.HeaderText;
import dev.carillon.log.Transaction;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import org.springframework.jdbc.core.JdbcTemplate;

/** Notifications that wait for their time. */
final class ScheduleTable {

    static final String COLUMNS = "id, destination, deliver_at, type, collapse_key, headers, content_type, payload,"
            + " accepted_at, ttl";

    private static final int[] TYPES = {Types.VARBINARY, Types.VARCHAR, Types.BIGINT, Types.VARCHAR, Types.VARCHAR,
        Types.VARCHAR, Types.VARCHAR, Types.VARBINARY, Types.BIGINT, Types.BIGINT};

    private ScheduleTable() {}

    static void add(Transaction transaction, Outcome.Scheduled scheduled) {
        var notification = scheduled.notification();
        // NullAway: an array for JDBC may hold nulls, which its generics cannot say.
        @SuppressWarnings("NullAway")
        Object[] values = {notification.id().bytes(), notification.destination().name(),
            scheduled.deliverAt().toEpochMilli(), notification.type(), notification.key(),
            HeaderText.of(notification.headers()), notification.payload().contentType(), notification.payload().bytes(),
            notification.timestamp().toEpochMilli(), scheduled.ttl() == null ? null : scheduled.ttl().toMillis()};
        transaction.jdbc()
                .update("insert into scheduled (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values,
                        TYPES);
    }

    static Optional<Outcome.Scheduled> find(JdbcTemplate jdbc, NotificationId id) {
        return jdbc.query("select " + COLUMNS + " from scheduled where id = ?", ScheduleTable::read, id.bytes())
                .stream()
                .findFirst();
    }

    /** Takes it out; false where somebody else did. */
    static boolean take(Transaction transaction, NotificationId id) {
        return transaction.jdbc().update("delete from scheduled where id = ?", (Object) id.bytes()) == 1;
    }

    /** A row of {@link #COLUMNS}. */
    static Outcome.Scheduled read(ResultSet row, int number) throws SQLException {
        var deliverAt = Instant.ofEpochMilli(row.getLong(3));
        var ttl = row.getObject(10) instanceof Number millis ? Duration.ofMillis(millis.longValue()) : null;
        return new Outcome.Scheduled(new Notification(NotificationId.of(row.getBytes(1)),
                Destination.named(row.getString(2)), row.getString(4), row.getString(5),
                HeaderText.parse(row.getString(6)), new Payload(row.getString(7), row.getBytes(8)),
                Instant.ofEpochMilli(row.getLong(9)), ttl == null ? null : deliverAt.plus(ttl), null), deliverAt, ttl);
    }
}
