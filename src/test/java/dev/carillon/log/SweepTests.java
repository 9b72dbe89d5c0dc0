package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.carillon.TestDatabase;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept, what goes, and what memory says of it. */
class SweepTests {

    private static final Topic ORDERS = new Topic("orders.eu");
    private static final UserQueue INBOX = new UserQueue("alice", "inbox");

    private final Instant now = Instant.now();
    private TestLog log;

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void keepsAsManyAsTheirPatternSays(String vendor) throws Exception {
        open(vendor, "retention.count=5", "retention-of[orders.*].count=3", "retention-of[user:alice].count=2");
        for (var destination : List.of(ORDERS, INBOX, new Topic("orders"))) {
            append(destination, 7);
        }

        log.sweep(now);

        assertThat(offsets(ORDERS)).containsExactly(5L, 6L, 7L);
        assertThat(offsets(INBOX)).containsExactly(6L, 7L);
        assertThat(offsets(new Topic("orders"))).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(log.log().head(ORDERS)).extracting(Head::offset, Head::tail).containsExactly(7L, 4L);
        assertThat(unread(INBOX)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void keepsForAsLongAsTheirPatternSays(String vendor) throws Exception {
        open(vendor, "retention.age=7d", "retention-of[user:*].age=1h");
        append(ORDERS, 2);
        append(INBOX, 2);

        log.sweep(now.plus(Duration.ofHours(2)));
        assertThat(offsets(ORDERS)).hasSize(2);
        assertThat(offsets(INBOX)).isEmpty();
        assertThat(log.log().head(INBOX).tail()).isEqualTo(2);

        log.sweep(now.plus(Duration.ofDays(8)));
        assertThat(offsets(ORDERS)).isEmpty();
        assertThat(unread(INBOX)).isZero();
    }

    /** A stream of a million goes in slices, between which others have their turn. */
    @Test
    void takesOneSliceAfterAnother() throws Exception {
        open("sqlite", "retention.count=1");
        append(ORDERS, 2 * Trim.SLICE + 10);

        boolean more = NotificationLog.await(log.log().submit(new Trim(ORDERS, 2L * Trim.SLICE + 9, 0)));
        assertThat(more).isTrue();
        assertThat(offsets(ORDERS)).hasSize(Trim.SLICE + 10);
        assertThat(log.log().head(ORDERS).tail()).isEqualTo(Trim.SLICE);

        log.sweep(now);
        assertThat(offsets(ORDERS)).containsExactly(2L * Trim.SLICE + 10);
    }

    @Test
    void looksAtEveryStreamInItsTurn() throws Exception {
        open("sqlite", "retention.count=1");
        var topics = IntStream.range(0, 450).mapToObj(i -> (Destination) new Topic("t" + i)).toList();
        topics.forEach(topic -> append(topic, 2));

        var sweep = log.newSweep();
        for (int i = 0; i < 3; i++) {
            log.sweep(sweep, now);
        }

        assertThat(topics).allSatisfy(topic -> assertThat(log.log().head(topic).tail()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void takesWhatHasExpiredAndNothingElse(String vendor) throws Exception {
        open(vendor);
        log.append(INBOX, "stays");
        var expiring = log.append(INBOX, "goes", null, now.plusSeconds(60));
        log.append(INBOX, "stays, too", null, now.plusSeconds(3600));
        log.append(ORDERS, "goes", null, now.plusSeconds(60));
        deliver(INBOX, 1);
        deliver(INBOX, 2);

        log.sweep(now.plusSeconds(61));

        assertThat(log.log().find(expiring.id())).isEmpty();
        assertThat(rows("notification")).isEqualTo(2);
        assertThat(rows("delivery")).isEqualTo(1);
        assertThat(unread(INBOX)).isEqualTo(2);
        assertThat(log.log().head(INBOX).tail()).isZero();
    }

    /** A page of what retention took must not come out of memory. */
    @Test
    void memoryForgetsWhatGoes() throws Exception {
        open("sqlite", "retention.count=1");
        append(ORDERS, 3);
        assertThat(log.log().read(ORDERS, 0, 0, 10).notifications()).hasSize(3);

        log.sweep(now);

        assertThat(log.log().read(ORDERS, 0, 0, 10).notifications()).hasSize(1);
    }

    /** Whoever reads on from before it has to know that something is missing. */
    @Test
    void pagesSayWhatIsGone() throws Exception {
        open("sqlite", "retention.count=1");
        append(ORDERS, 3);

        log.sweep(now);

        assertThat(log.log().read(ORDERS, 0, 0, 10).tail()).as("of memory").isEqualTo(2);
        assertThat(log.log().read(ORDERS, 0, 1, 10).tail()).as("of the database").isEqualTo(2);
    }

    /** A service at rest writes nothing. */
    @Test
    void takesNoLeaseWhereThereIsNothingToDo() throws Exception {
        open("sqlite", "retention.count=1");
        append(ORDERS, 1);

        log.sweep(now);
        assertThat(rows("lease")).isZero();

        append(ORDERS, 1);
        log.sweep(now);
        assertThat(rows("lease")).isEqualTo(1);
    }

    /** It was accepted a month ago, and is a minute old. */
    @Test
    void ageCountsFromWhenItWasAppended() throws Exception {
        open("sqlite", "retention.age=7d");
        var old = new Notification(NotificationId.next(), ORDERS, null, null, Map.of(),
                new Payload("text/plain", new byte[0]), now.minus(Duration.ofDays(30)));
        NotificationLog.await(log.log().submit(transaction -> transaction.append(List.of(old))));

        log.sweep(now);

        assertThat(offsets(ORDERS)).hasSize(1);
    }

    @Test
    void refusesRulesForWhatIsNoPattern() throws Exception {
        open("sqlite");

        assertThatThrownBy(() -> TestLog.settings("retention-of[a..b].count=1"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private void open(String vendor, String... settings) throws Exception {
        log = new TestLog(vendor.equals("sqlite")
                ? TestDatabase.sqlite()
                : TestDatabase.postgresql("SweepTests on PostgreSQL"), settings);
    }

    private void append(Destination destination, int count) {
        for (int i = 0; i < count; i++) {
            log.append(destination, "x");
        }
    }

    private void deliver(UserQueue queue, long offset) {
        log.database()
                .jdbc()
                .update("insert into delivery (stream, stream_offset, session) select id, ?, 's' from stream"
                        + " where name = ?", offset, queue.name());
    }

    private List<Long> offsets(Destination destination) {
        return log.database()
                .jdbc()
                .queryForList("select stream_offset from notification where stream ="
                        + " (select id from stream where name = ?) order by stream_offset", Long.class,
                        destination.name());
    }

    private long rows(String table) {
        return log.database().jdbc().queryForObject("select count(*) from " + table, Long.class);
    }

    private long unread(UserQueue queue) {
        return log.database()
                .jdbc()
                .queryForObject("select unread from stream where name = ?", Long.class, queue.name());
    }
}
