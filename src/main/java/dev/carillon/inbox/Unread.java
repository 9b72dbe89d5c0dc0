package dev.carillon.inbox;

import dev.carillon.destination.UserQueue;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many notifications of a queue its user has not read. */
final class Unread {

    /** The stream keeps count, and what has expired since leaves it when it is swept. The plus makes the few expired ones be asked for their stream. */
    private static final String COUNT = """
            select unread - (select count(*) from notification
            where expires_at <= ? and +notification.stream = stream.id and read_at is null)
            from stream where name = ?""";

    private Unread() {}

    static long of(JdbcTemplate jdbc, UserQueue queue) {
        return jdbc.queryForList(COUNT, Long.class, System.currentTimeMillis(), queue.name())
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
