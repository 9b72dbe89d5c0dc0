package dev.carillon.log;

import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import dev.carillon.RunningCarillon;
import dev.carillon.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A migration that takes longer than a statement of the service may, as on a large log. */
class SlowMigrationTests {

    private static final String WAITING = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and clock_timestamp() - query_start > interval '2 seconds'""";

    @Test
    void isWaitedFor() throws Exception {
        try (var database = TestDatabase.postgresql("slow migrations")) {
            Flyway.configure().dataSource(database.url(), "postgres", "").target("1").load().migrate();
            try (var holder = DriverManager.getConnection(database.url(), "postgres", "")) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("lock table notification");
                var settings = Arrays.copyOf(database.settings(), database.settings().length + 1);
                settings[settings.length - 1] = "spring.datasource.hikari.data-source-properties.socketTimeout=1";
                var start = CompletableFuture.supplyAsync(() -> RunningCarillon.start(settings));
                await().atMost(Duration.ofMinutes(5)).until(() -> start.isDone() || isWaiting(database));
                holder.rollback();
                start.join().close();
            }
        }
    }

    private static boolean isWaiting(TestDatabase database) {
        return database.jdbc().queryForObject(WAITING, Long.class) > 0;
    }
}
