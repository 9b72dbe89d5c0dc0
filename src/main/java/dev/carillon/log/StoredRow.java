package dev.carillon.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A notification as the table holds it, there and back. */
public record StoredRow(long stream, Notification notification) {

    /** Those of the notification, without its stream. */
    public static final String COLUMNS = "stream_offset, notification.id, type, collapse_key, headers, content_type, payload,"
            + " accepted_at, expires_at";

    private static final String INSERT = """
            insert into notification (stream, stream_offset, id, type, collapse_key, headers, content_type, payload,
            accepted_at, expires_at, read_at, stored_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final int[] TYPES = {Types.BIGINT, Types.BIGINT, Types.VARBINARY, Types.VARCHAR, Types.VARCHAR,
        Types.VARCHAR, Types.VARCHAR, Types.VARBINARY, Types.BIGINT, Types.BIGINT, Types.BIGINT, Types.BIGINT};

    static void insert(JdbcTemplate jdbc, List<StoredRow> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(INSERT, rows.stream().map(StoredRow::values).toList(), TYPES);
        }
    }

    /**
     * Deletes rows of a stream, and what was written down of their deliveries.
     *
     * @return how many
     */
    static int delete(JdbcTemplate jdbc, Stream stream, String which, Object... values) {
        var gone = jdbc.query("delete from notification where stream = ? and " + which
                + " returning stream_offset, read_at is null", (row, _) -> {
                    if (row.getBoolean(2)) {
                        stream.unread(-1);
                    }
                    return new Object[]{stream.id(), row.getLong(1)};
                }, arguments(stream, values));
        if (stream.destination() instanceof UserQueue && !gone.isEmpty()) {
            jdbc.batchUpdate("delete from delivery where stream = ? and stream_offset = ?", gone);
        }
        return gone.size();
    }

    /** The notification of a row that begins with {@link #COLUMNS}. */
    public static Notification read(ResultSet row, Destination destination, long epoch) throws SQLException {
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
            hasReader() ? null : notification.timestamp().toEpochMilli(), System.currentTimeMillis()};
        return values;
    }

    private static Object[] arguments(Stream stream, Object[] values) {
        var arguments = new ArrayList<Object>(List.of(stream.id()));
        arguments.addAll(List.of(values));
        return arguments.toArray();
    }

    /** Nobody has to read what is the service's own, or goes to a topic. */
    boolean hasReader() {
        return notification.destination() instanceof UserQueue && !notification.isOwn();
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis instanceof Number number ? Instant.ofEpochMilli(number.longValue()) : null;
    }
}
