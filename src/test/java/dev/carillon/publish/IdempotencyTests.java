package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import dev.carillon.log.NotificationLog;
import dev.carillon.log.TestLog;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTests {

    private final String token = TestTokens.all("alice");

    @Test
    void publishesOnceAndAnswersTheSameAfterARestart() {
        var file = RunningCarillon.newLog();
        HttpResponse<String> first;
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file);
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/once")) {
            first = publish(carillon, token, "/topics/once/notifications", "key-1", "{\"payload\":1}");
            assertThat(first.statusCode()).isEqualTo(201);
            assertSame(publish(carillon, token, "/topics/once/notifications", "key-1", "{\"payload\":1}"), first);
            assertThat(publish(carillon, token, "/topics/once/notifications", "key-2", "{\"payload\":2}").statusCode())
                    .isEqualTo(201);
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("1");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("2");
        }
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file)) {
            assertSame(publish(carillon, token, "/topics/once/notifications", "key-1", "{\"payload\":1}"), first);
        }
    }

    /** Another body, another path: whoever reuses a key by mistake must not be told that all is well. */
    @Test
    void refusesAKeyForAnotherRequest() {
        var carillon = RunningCarillon.shared();
        publish(carillon, token, "/topics/once/notifications", "reused", "{\"payload\":1}");
        for (var other : new HttpResponse<?>[]{
            publish(carillon, token, "/topics/once/notifications", "reused", "{\"payload\":2}"),
            publish(carillon, token, "/topics/twice/notifications", "reused", "{\"payload\":1}")}) {
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat((String) other.body()).contains("\"code\":\"idempotency-key-reused\"");
        }
        assertThat(publish(carillon, TestTokens.all("bob"), "/topics/once/notifications", "reused", "{\"payload\":2}")
                .statusCode()).as("the key of another caller").isEqualTo(201);
    }

    /** The first one waits for the database, which somebody else has locked. */
    @Test
    void refusesASecondRequestWhileTheFirstIsUnderWay() throws SQLException {
        var file = RunningCarillon.newLog();
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file)) {
            publish(carillon, token, "/topics/once/notifications", "earlier", "{\"payload\":0}");
            CompletableFuture<HttpResponse<String>> first;
            try (var lock = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = lock.createStatement()) {
                statement.execute("begin immediate");
                first = CompletableFuture.supplyAsync(
                        () -> publish(carillon, token, "/topics/once/notifications", "slow", "{\"payload\":1}"));
                await().untilAsserted(() -> {
                    var second = publish(carillon, token, "/topics/once/notifications", "slow", "{\"payload\":1}");
                    assertThat(second.statusCode()).isEqualTo(409);
                    assertThat(second.body()).contains("\"code\":\"idempotency-key-in-use\"");
                });
                statement.execute("rollback");
            }
            assertThat(first.join().statusCode()).isIn(201, 409);
        }
    }

    /**
     * The one who comes second waits for the first one's commit, and gets its answer. What is scheduled has no stream yet, whose row
     * it would wait for before it comes to its key.
     */
    @Test
    void publishesOnceForTwoNodes() throws Exception {
        var later = "{\"payload\":1,\"deliverAt\":\"" + Instant.now().plusSeconds(3600) + "\"}";
        try (var database = TestDatabase.postgresql("IdempotencyTests");
                var here = RunningCarillon.start(database.settings());
                var there = RunningCarillon.start(database.settings())) {
            for (int round = 0; round < 100; round++) {
                var key = "round-" + round;
                var body = round % 2 == 0 ? later : "{\"payload\":1}";
                var together = new CyclicBarrier(2);
                var first = CompletableFuture.supplyAsync(() -> publishTogether(here, key, body, together));
                var second = publishTogether(there, key, body, together);
                assertThat(second.statusCode()).as(second.body()).isEqualTo(201);
                assertSame(first.join(), second);
                for (var node : List.of(here, there)) {
                    assertThat(publish(node, token, "/topics/once/notifications", key, "{\"payload\":2}").statusCode())
                            .isEqualTo(422);
                }
            }
            for (var table : List.of("notification", "scheduled")) {
                assertThat(database.jdbc().queryForObject("select count(*) from " + table, Long.class)).isEqualTo(50);
            }
        }
    }

    private HttpResponse<String> publishTogether(RunningCarillon node, String key, String body,
            CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        return publish(node, token, "/topics/once/notifications", key, body);
    }

    /** Who was refused may ask again under the same key: nothing of it is left in a transaction that goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void leavesNoKeyBehindARefusal(String vendor) throws Exception {
        try (var log = new TestLog(TestDatabase.of(vendor, IdempotencyTests.class))) {
            var key = new IdempotencyKey("alice", "key", new byte[32]);
            var refused = new IdempotentPublication(_ -> {
                throw new Problem(ProblemCode.DESTINATION_FORBIDDEN, "no");
            }, key, Answers.ONE, null);
            assertThatThrownBy(() -> NotificationLog.await(log.log().submit(refused)))
                    .isInstanceOfSatisfying(Problem.class,
                            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.DESTINATION_FORBIDDEN));

            var outcome = new Outcome.Refused("topic:x", new Problem(ProblemCode.LIMIT_EXCEEDED, "later"));
            var accepted = new IdempotentPublication(_ -> List.of(outcome), key, Answers.EACH, null);
            assertThat(NotificationLog.await(log.log().submit(accepted)).isFirst()).isTrue();
            assertThat(NotificationLog.await(log.log().submit(accepted)).isFirst()).isFalse();
        }
    }

    @Test
    void coversABatchAsAWhole() {
        var carillon = RunningCarillon.shared();
        var body = "{\"notifications\":[{\"destination\":\"topic:once.batch\",\"payload\":1},{\"destination\":\"x\",\"payload\":1}]}";
        var first = publish(carillon, token, "/notifications/batch", "batch", body);
        assertThat(first.statusCode()).isEqualTo(200);
        assertSame(publish(carillon, token, "/notifications/batch", "batch", body), first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank"})
    void refusesWhatIsNoKey(String key) {
        var answer = publish(RunningCarillon.shared(), token, "/topics/once/notifications", key, "{\"payload\":1}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
    }

    @Test
    void boundsTheKey() {
        assertThat(publish(RunningCarillon.shared(), token, "/topics/once/notifications", "k".repeat(256),
                "{\"payload\":1}")
                .statusCode()).isEqualTo(400);
    }

    /** Each is a row in the store (CWE-770). One that is remembered needs no room: it has to be safe to ask again. */
    @Test
    void boundsHowManyAreRemembered() {
        var file = RunningCarillon.newLog();
        var settings = new String[]{"carillon.log.file=" + file, "carillon.publish.max-idempotency-keys=3"};
        try (var carillon = RunningCarillon.start(settings)) {
            assertThat(statuses(carillon, token, "first-", 5)).containsExactly(201, 201, 201, 429, 429);
            assertThat(statuses(carillon, token, "first-", 3)).as("asked again").containsOnly(201);
            assertThat(statuses(carillon, TestTokens.all("bob"), "first-", 1)).as("of another caller")
                    .containsExactly(201);
            assertThat(carillon.publish(token, "/topics/once/notifications", "{\"payload\":1}").statusCode())
                    .as("without a key")
                    .isEqualTo(201);
            assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"idempotency-keys\"}")).isEqualTo(2);
        }
        try (var carillon = RunningCarillon.start(settings)) {
            var refusal = publish(carillon, token, "/topics/once/notifications", "second", "{\"payload\":1}");
            assertThat(refusal.statusCode()).as("after a restart").isEqualTo(429);
            assertThat(refusal.body()).contains("\"code\":\"limit-exceeded\"");
            assertThat(Integer.parseInt(refusal.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 30);
        }
    }

    /** Of two, a proxy and the service might each believe another one (CWE-436). */
    @Test
    void refusesTwoKeys() {
        var carillon = RunningCarillon.shared();
        var answer = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/topics/once/notifications"))
                .headers("Authorization", "Bearer " + token, "Idempotency-Key", "one", "Idempotency-Key", "two")
                .POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"", "\"field\":\"Idempotency-Key\"");
    }

    private static List<Integer> statuses(RunningCarillon carillon, String token, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publish(carillon, token, "/topics/once/notifications", prefix + i, "{\"payload\":1}"))
                .map(HttpResponse::statusCode)
                .toList();
    }

    private static void assertSame(HttpResponse<String> again, HttpResponse<String> first) {
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
    }

    private static HttpResponse<String> publish(RunningCarillon carillon, String token, String path, String key,
            String body) {
        return carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
