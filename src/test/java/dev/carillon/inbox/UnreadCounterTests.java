package dev.carillon.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The counter of each queue is what a count would say, whatever was done, and while it is swept. */
class UnreadCounterTests {

    private static final long SEED = 20261122;
    private static final int OPERATIONS = 600;

    /** One statement, so one state of the database: the sweep may run at any moment. */
    private static final String DIFFERENCES = """
            select name || ' counts ' || unread || ', and is ' || actual from
            (select name, unread, (select count(*) from notification where notification.stream = stream.id
            and read_at is null) as actual from stream) as counted where unread <> actual""";

    private final Random random = new Random(SEED);
    private final List<String> ids = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void isExact(String vendor) throws Exception {
        try (var database = vendor.equals("sqlite")
                ? TestDatabase.sqlite()
                : TestDatabase.postgresql("UnreadCounterTests on PostgreSQL");
                var carillon = RunningCarillon.start(settings(database))) {
            var alice = new Api(carillon, TestTokens.all("alice"));
            var jdbc = database.jdbc();
            for (int i = 0; i < OPERATIONS; i++) {
                operate(alice);
                assertThat(jdbc.queryForList(DIFFERENCES, String.class)).as("after " + i).isEmpty();
            }
            await().until(() -> count(jdbc, "select count(*) from notification where expires_at is not null") == 0
                    && count(jdbc, "select count(*) from stream where tail > 0") > 1);

            assertThat(jdbc.queryForList(DIFFERENCES, String.class)).isEmpty();
            assertThat(count(jdbc, "select sum(unread) from stream")).isPositive();
            for (var queue : List.of("inbox", "alerts")) {
                assertThat(alice.get("/me/notifications/unread-count?queue=" + queue).get("unread").asLong())
                        .isEqualTo(count(jdbc, "select unread from stream where name = 'user:alice/" + queue + "'"));
            }
        }
    }

    private static String[] settings(TestDatabase database) {
        var settings = new ArrayList<>(List.of(database.settings()));
        settings.add("carillon.log.retention.count=60");
        return settings.toArray(String[]::new);
    }

    private void operate(Api alice) {
        var queue = random.nextBoolean() ? "inbox" : "alerts";
        var to = "/users/alice/notifications?queue=" + queue;
        switch (random.nextInt(10)) {
            case 0, 1 -> published(alice, to, "");
            case 2, 3 -> published(alice, to, ",\"key\":\"k" + random.nextInt(4) + "\"");
            case 4 -> published(alice, to, ",\"ttl\":\"PT0.5S\"");
            case 5 -> published(alice, "/topics/counter/notifications", ",\"key\":\"k\"");
            case 6 -> alice.send("POST", "/me/notifications/" + any() + "/read");
            case 7 -> alice.send("POST", "/me/notifications/" + any() + "/unread");
            case 8 -> alice.send("DELETE", "/notifications/" + any());
            default -> alice.send("POST", "/me/notifications/read?queue=" + queue + "&upTo=" + random.nextInt(80));
        }
    }

    private void published(Api alice, String path, String fields) {
        ids.add(alice.publish(path, "{\"payload\":1" + fields + "}").get("id").asString());
    }

    /** One of the last few, that may be gone, or read, or a topic's. */
    private String any() {
        return ids.isEmpty() ? "none" : ids.get(ids.size() - 1 - random.nextInt(Math.min(20, ids.size())));
    }

    private static long count(JdbcTemplate jdbc, String query) {
        return jdbc.queryForObject(query, Long.class);
    }
}
