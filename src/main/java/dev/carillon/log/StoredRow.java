package dev.carillon.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A notification as the table holds it, there and back. */
record StoredRow(long stream, Notification notification) {

    /** Those of the notification, without its stream. */
    static final String COLUMNS = "stream_offset, notification.id, type, collapse_key, headers, content_type, payload,"
            + " accepted_at, expires_at";

    private static final String INSERT = """
            insert into notification (stream, stream_offset, id, type, collapse_key, headers, content_type, payload,
            accepted_at, expires_at, read_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final int[] TYPES = {Types.BIGINT, Types.BIGINT, Types.VARBINARY, Types.VARCHAR, Types.VARCHAR,
        Types.VARCHAR, Types.VARCHAR, Types.VARBINARY, Types.BIGINT, Types.BIGINT,
        Types.BIGINT};

    static void insert(JdbcTemplate jdbc, List<StoredRow> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(INSERT, rows.stream().map(StoredRow::values).toList(), TYPES);
        }
    }

    /** The notification of a row that begins with {@link #COLUMNS}. */
    static Notification read(ResultSet row, Destination destination, long epoch) throws SQLException {
        return new Notification(NotificationId.of(row.getBytes(2)), destination, row.getString(3), row.getString(4),
                HeaderText.parse(row.getString(5)), new Payload(row.getString(6), row.getBytes(7)),
                Instant.ofEpochMilli(row.getLong(8)), instant(row.getObject(9)),
                new Position(epoch, row.getLong(1)));
    }

    private Object[] values() {
        var position = Objects.requireNonNull(notification.position());
        var expiry = notification.expiresAt();
        // NullAway: an array for JDBC may hold nulls, which its generics cannot say.
        @SuppressWarnings("NullAway")
        Object[] values = {stream, position.offset(), notification.id().bytes(), notification.type(),
            notification.key(), HeaderText.of(notification.headers()), notification.payload().contentType(),
            notification.payload().bytes(), notification.timestamp().toEpochMilli(),
            expiry == null ? null : expiry.toEpochMilli(),
            notification.isOwn() ? notification.timestamp().toEpochMilli() : null};
        return values;
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis instanceof Number number ? Instant.ofEpochMilli(number.longValue()) : null;
    }
}
