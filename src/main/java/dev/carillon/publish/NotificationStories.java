package dev.carillon.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what became of notifications. */
@Component
class NotificationStories {

    private final NotificationLog log;

    NotificationStories(NotificationLog log) {
        this.log = log;
    }

    /** @throws Problem if there is none, or none that the caller may know of */
    NotificationStory tell(Caller caller, NotificationId id) {
        var stored = log.find(id).filter(NotificationStories::isThere);
        if (stored.isPresent()) {
            require(caller, stored.get().destination());
            return tell(stored.get());
        }
        var scheduled = log.query(jdbc -> ScheduleTable.find(jdbc, id)).orElseThrow(NotificationStories::unknown);
        require(caller, scheduled.notification().destination());
        return NotificationStory.of(scheduled);
    }

    /** What has expired is gone, whether it was swept or not; what is the service's own is nobody's. */
    static boolean isThere(Notification notification) {
        return !notification.isOwn() && !notification.isExpired(Instant.now());
    }

    /** To those who may not know of it, it does not exist. */
    static void require(Caller caller, Destination destination) {
        if (!AccessPolicy.mayInspect(caller, destination)) {
            throw unknown();
        }
    }

    static Problem unknown() {
        return new Problem(ProblemCode.NOT_FOUND, "There is no such notification.", "id");
    }

    private NotificationStory tell(Notification notification) {
        var id = notification.id().bytes();
        return log.query(jdbc -> {
            var deliveries = jdbc.query("""
                    select session, sent_at, delivery.acked_at from delivery join notification
                    on notification.stream = delivery.stream and notification.stream_offset = delivery.stream_offset
                    where id = ? order by sent_at, session""",
                    (row, _) -> new NotificationStory.Delivery(row.getString(1), instant(row, 2), instant(row, 3)), id);
            // Those of topics count as read, though nobody said so.
            boolean hasReader = notification.destination() instanceof UserQueue;
            return jdbc.query("select read_at, acked_at from notification where id = ?",
                    (row, _) -> NotificationStory.of(notification, hasReader ? instant(row, 1) : null, instant(row, 2),
                            deliveries),
                    id)
                    .stream()
                    .findFirst()
                    .orElseThrow(NotificationStories::unknown);
        });
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
