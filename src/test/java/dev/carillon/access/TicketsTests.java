package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.carillon.Api;
import dev.carillon.Handshake;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import dev.carillon.log.TestLog;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.stomp.StompSpecification;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** How many tickets there may be that nobody has used (CWE-770), and where they are good. */
class TicketsTests {

    private static final int ROUNDS = 40;
    private static final int THREADS = 8;

    /** Two that ask at the same time must not both get the last one (CWE-362). */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void isExactAmongManyThreads(String vendor) throws Exception {
        var database = TestDatabase.of(vendor, TicketsTests.class);
        try (var log = new TestLog(database);
                var context = new AnnotationConfigApplicationContext(SimpleMeterRegistry.class, LimitMeter.class);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            var settings = new AccessSettings(List.of(), List.of(), List.of(), Duration.ofMinutes(10), 8, 5, Set.of());
            var tickets = new Tickets(log.log(), settings, new RevokedTokens(), context.getBean(LimitMeter.class));
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(issued(tickets, threads, _ -> "collector")).as("of one user").isEqualTo(5);
                assertThat(issued(tickets, threads, i -> "user" + i)).as("of all").isEqualTo(3);
                database.jdbc().update("delete from ticket");
            }
        }
    }

    @Test
    void makesRoomForThoseThatAreVoid() {
        try (var carillon = RunningCarillon.start("carillon.access.max-tickets=1", "carillon.access.ticket-age=1s")) {
            var api = new Api(carillon, TestTokens.all("alice"));
            assertThat(api.send("POST", "/tickets").statusCode()).isEqualTo(201);
            assertThat(api.send("POST", "/tickets").statusCode()).isEqualTo(429);
            await().untilAsserted(() -> assertThat(api.send("POST", "/tickets").statusCode()).isEqualTo(201));
        }
    }

    @Test
    void isGoodOnAnotherNodeForWhatTheTokenAllowed() throws Exception {
        try (var database = TestDatabase.postgresql("TicketsTests");
                var here = RunningCarillon.start(database.settings());
                var there = RunningCarillon.start(database.settings())) {
            var ticket = ticket(here, TestTokens.of("alice", "a", 600, "orders.*"));
            assertThat(database.jdbc().queryForObject("select digest from ticket", byte[].class))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(ticket.getBytes()));
            try (var socket = StompSocket.openAt(there, "?ticket=" + ticket)) {
                socket.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n");
                assertThat(socket.expect("CONNECTED").header("user-name")).isEqualTo("alice");
                socket.subscribe("s", "/topic/orders.eu");
                StompSpecification.expectEnd(socket.send("SUBSCRIBE\nid:t\ndestination:/topic/prices\n\n"),
                        "destination-forbidden", 4403);
            }
            assertThat(answer(here, ticket)).startsWith("HTTP/1.1 401");
        }
    }

    /** CWE-294, CWE-367. */
    @Test
    void isGoodOnceThoughTwoNodesAreAskedAtOnce() throws Exception {
        try (var database = TestDatabase.postgresql("TicketsTests");
                var here = RunningCarillon.start(database.settings());
                var there = RunningCarillon.start(database.settings());
                var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                var ticket = ticket(here, TestTokens.all("user" + round));
                var together = new CyclicBarrier(2);
                var answers = threads.invokeAll(Stream.of(here, there).<Callable<String>>map(node -> () -> {
                    together.await();
                    return answer(node, ticket).substring(0, 12);
                }).toList());
                assertThat(answers).extracting(Future::resultNow)
                        .containsExactlyInAnyOrder("HTTP/1.1 101", "HTTP/1.1 401");
            }
        }
    }

    /** Whoever it may be is not let in while nobody can tell. */
    @Test
    void opensNothingWhileTheStoreIsDown() {
        try (var postgres = Postgres.database(TicketsTests.class);
                var carillon = RunningCarillon.start("spring.datasource.url=" + postgres.url(),
                        "spring.datasource.username=postgres", "carillon.access.ticket-age=10m")) {
            var token = TestTokens.all("alice");
            var ticket = ticket(carillon, token);
            postgres.accept(false);
            postgres.cut();
            assertThat(answer(carillon, ticket)).startsWith("HTTP/1.1 503").contains("\"store-unavailable\"");
            new Api(carillon, token).refuses("POST", "/tickets", 503, "store-unavailable", null);

            postgres.accept(true);
            await().untilAsserted(() -> assertThat(answer(carillon, ticket)).startsWith("HTTP/1.1 101"));
        }
    }

    /** The one thread that writes has to wait for a lock here; strangers do not wait with it. */
    @Test
    void aGuessDoesNotReachTheThreadThatWrites() throws SQLException {
        var file = RunningCarillon.newLog();
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file);
                var lock = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = lock.createStatement()) {
            statement.execute("begin immediate");
            assertThat(answer(carillon, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).startsWith("HTTP/1.1 401");
            statement.execute("rollback");
        }
    }

    private static String ticket(RunningCarillon carillon, String token) {
        var answer = new Api(carillon, token).send("POST", "/tickets");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(answer.body()).get("ticket").asString();
    }

    private static String answer(RunningCarillon carillon, String ticket) {
        return Handshake.answer(carillon.port(), "/ws?ticket=" + ticket);
    }

    private static long issued(Tickets tickets, ExecutorService threads, IntFunction<String> user) throws Exception {
        var together = new CyclicBarrier(THREADS);
        var callers = IntStream.range(0, THREADS)
                .mapToObj(i -> new Caller(user.apply(i), Capabilities.of(null, null), null, null,
                        Instant.now().plusSeconds(600)))
                .<Callable<Boolean>>map(caller -> () -> {
                    together.await();
                    return gets(tickets, caller);
                })
                .toList();
        return threads.invokeAll(callers).stream().filter(Future::resultNow).count();
    }

    private static boolean gets(Tickets tickets, Caller caller) {
        try {
            return !tickets.issue(caller).isEmpty();
        } catch (Problem refusal) {
            assertThat(refusal.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED);
            return false;
        }
    }
}
