package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

/** The log on a real file and a real server. */
@ParameterizedClass
@EnumSource(Vendor.class)
class JdbcNotificationLogTests {

    private static final Topic TOPIC = new Topic("orders.eu");

    private final LogSettings settings = new LogSettings(RunningCarillon.newLog(), null, DataSize.ofMegabytes(1),
            new LogSettings.Keep(Duration.ofDays(7), 100_000), Map.of());
    private final Postgres postgres;
    private final HikariDataSource dataSource;
    private final JdbcNotificationLog log;

    JdbcNotificationLogTests(Vendor vendor) {
        this.postgres = vendor == Vendor.POSTGRESQL ? Postgres.database(JdbcNotificationLogTests.class) : null;
        this.dataSource = LogConfiguration.dataSource(postgres == null
                ? "jdbc:sqlite:" + settings.file()
                : postgres.url());
        dataSource.setUsername("postgres");
        dataSource.setConnectionTimeout(1000);
        Flyway.configure().dataSource(dataSource).load().migrate();
        this.log = new JdbcNotificationLog(dataSource, settings, _ -> true, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        log.close();
        dataSource.close();
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void givesOffsetsWithoutHolesInTheOrderOfCommits() {
        var stored = Collections.synchronizedList(new ArrayList<Long>());
        var answers = IntStream.range(0, 1000)
                .parallel()
                .mapToObj(number -> log.submit(appending(text(TOPIC, "" + number)), notifications -> notifications
                        .forEach(notification -> stored.add(notification.position().offset()))))
                .toList();
        answers.forEach(CompletableFuture::join);

        assertThat(stored).isEqualTo(IntStream.rangeClosed(1, 1000).mapToObj(Long::valueOf).toList());
        assertThat(log.head(TOPIC).offset()).isEqualTo(1000);
    }

    /** Through memory and past it, whole and in pages. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatItStored(boolean remembered) {
        var sent = IntStream.range(0, 700).mapToObj(number -> text(TOPIC, "n" + number)).toList();
        append(sent.toArray(Notification[]::new));
        append(text(new Topic("prices"), "other"));
        if (!remembered) {
            log.failed();
        }
        var read = new ArrayList<Notification>();
        long after = 0;
        for (var page = log.read(TOPIC, 0, 0, 256); after < 700; page = log.read(TOPIC, after, 0, 256)) {
            read.addAll(page.notifications());
            assertThat(page.upTo()).isGreaterThan(after);
            after = page.upTo();
        }
        assertThat(read).extracting(Notification::id).isEqualTo(sent.stream().map(Notification::id).toList());
        assertThat(log.read(TOPIC, 699, 0, 10).notifications()).hasSize(1);
        assertThat(log.read(TOPIC, 700, 0, 10).notifications()).isEmpty();
    }

    @Test
    void keepsEverythingThatANotificationIs() {
        byte[] bytes = {0, 1, (byte) 0xFF, '\n', 0};
        var expiry = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        var queue = new UserQueue("ál/ice \uD83D\uDD14", "alerts");
        var whole = new Notification(NotificationId.next(), queue, "order.shipped", "k", Map.of("trace", "a:b\nc"),
                new Payload("application/octet-stream", bytes), Instant.ofEpochMilli(1_000), expiry, null);
        append(whole);
        log.failed();

        var read = log.read(queue, 0, 0, 10).notifications().getFirst();
        assertThat(read).usingRecursiveComparison().ignoringFields("position").isEqualTo(whole);
        assertThat(read.position()).isEqualTo(log.head(queue).position());
        assertThat(log.find(whole.id())).hasValueSatisfying(
                found -> assertThat(found).usingRecursiveComparison().isEqualTo(read));
    }

    /** A window that is filled in two steps is one. */
    @Test
    void reachesBackFromWhatItRemembers() {
        append(IntStream.range(0, 20).mapToObj(number -> text(TOPIC, "" + number)).toArray(Notification[]::new));
        log.failed();
        assertThat(log.head(TOPIC).offset()).isEqualTo(20);
        append(text(TOPIC, "20"));

        assertThat(log.recentPage(TOPIC, 3, 0, 100)).isEmpty();
        assertThat(log.read(TOPIC, 15, 0, 100).notifications()).hasSize(6);
        assertThat(log.read(TOPIC, 3, 0, 100).notifications()).hasSize(18);
        assertThat(log.read(TOPIC, 3, 0, 100).upTo()).isEqualTo(21);
        assertThat(log.recentPage(TOPIC, 3, 0, 100)).contains(log.read(TOPIC, 3, 0, 100));
        assertThat(log.recentPage(TOPIC, 2, 0, 100)).isEmpty();
        assertThat(log.recentPage(TOPIC, 3, 4, 100)).isEmpty();
    }

    @Test
    void keepsTheLatestOfAKey() {
        append(keyed("a", "1"), keyed("b", "2"), keyed("a", "3"));
        append(keyed("b", "4"));
        for (boolean remembered : new boolean[]{true, false}) {
            if (!remembered) {
                log.failed();
            }
            assertThat(log.read(TOPIC, 0, 0, 10).notifications()).extracting(JdbcNotificationLogTests::body)
                    .containsExactly("3", "4");
        }
        assertThat(log.head(TOPIC).offset()).isEqualTo(4);
    }

    @Test
    void givesNobodyWhatHasExpired() {
        var gone = new Notification(NotificationId.next(), TOPIC, null, null, Map.of(), payload("x"), Instant.EPOCH,
                Instant.now().minusSeconds(1), null);
        append(gone, text(TOPIC, "stays"));
        assertThat(log.read(TOPIC, 0, 0, 10).notifications()).hasSize(1);
        log.failed();
        assertThat(log.read(TOPIC, 0, 0, 10)).satisfies(page -> {
            assertThat(page.notifications()).hasSize(1);
            assertThat(page.upTo()).isEqualTo(2);
        });
    }

    /** A value that the database refuses, and a change that refuses itself, fail alone. */
    @Test
    void letsNobodyPayForAnother() {
        var twice = text(TOPIC, "twice");
        append(twice);
        var before = log.submit(appending(text(TOPIC, "before")));
        var poison = log.submit(appending(twice));
        var refused = log.<String>submit(_ -> {
            throw new Problem(ProblemCode.NOT_FOUND, "It is not there.");
        });
        var after = log.submit(appending(text(TOPIC, "after")));

        assertThat(before.join().getFirst().position().offset()).isEqualTo(2);
        assertThat(after.join().getFirst().position().offset()).isEqualTo(3);
        assertThatThrownBy(poison::join).hasRootCauseInstanceOf(Problem.class)
                .satisfies(failure -> assertThat(code(failure)).isEqualTo(ProblemCode.INTERNAL));
        assertThatThrownBy(refused::join).satisfies(failure -> assertThat(code(failure))
                .isEqualTo(ProblemCode.NOT_FOUND));
        assertThat(log.isHealthy()).isTrue();
    }

    /** The store goes away under it: nothing is said to be stored, and it goes on by itself when it is back. */
    @Test
    void recoversWithoutARestart() {
        append(text(TOPIC, "1"));
        var broken = log.<String>submit(transaction -> {
            throw new DataAccessResourceFailureException("gone");
        });
        assertThatThrownBy(broken::join).satisfies(failure -> assertThat(code(failure))
                .isEqualTo(ProblemCode.STORE_UNAVAILABLE));

        await().until(log::isHealthy);
        append(text(TOPIC, "2"));
        assertThat(log.read(TOPIC, 0, 0, 10).notifications()).hasSize(2);
    }

    /** A stream that does not exist has the epoch that it will have. */
    @Test
    void knowsThePositionOfSilence() {
        var silence = log.head(TOPIC);
        assertThat(silence.offset()).isZero();
        append(text(TOPIC, "1"));
        assertThat(log.head(TOPIC).epoch()).isEqualTo(silence.epoch());
        log.failed();
        assertThat(log.head(TOPIC)).isEqualTo(new Head(silence.epoch(), 1, 0));
    }

    private List<Notification> append(Notification... notifications) {
        return log.submit(appending(notifications)).join();
    }

    private static Change<List<Notification>> appending(Notification... notifications) {
        return transaction -> transaction.append(List.of(notifications));
    }

    private static Notification text(Destination destination, String text) {
        return new Notification(NotificationId.next(), destination, null, null, Map.of(), payload(text),
                Instant.ofEpochMilli(1_000));
    }

    private static Notification keyed(String key, String text) {
        return new Notification(NotificationId.next(), TOPIC, null, key, Map.of(), payload(text), Instant.EPOCH);
    }

    private static Payload payload(String text) {
        return new Payload("text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Notification notification) {
        return new String(notification.payload().bytes(), StandardCharsets.UTF_8);
    }

    private static ProblemCode code(Throwable failure) {
        return Problem.in(((CompletionException) failure)).orElseThrow().code();
    }
}
