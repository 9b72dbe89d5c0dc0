package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import dev.carillon.problem.LimitMeter;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** How many tickets there may be that nobody has used (CWE-770). */
class TicketsTests {

    private static final int ROUNDS = 200;
    private static final int THREADS = 8;

    /** Two that ask at the same time must not both get the last one (CWE-362). */
    @Test
    void isExactAmongManyThreads() throws Exception {
        try (var context = new AnnotationConfigApplicationContext(SimpleMeterRegistry.class, LimitMeter.class);
                var threads = Executors.newFixedThreadPool(THREADS)) {
            var settings = new AccessSettings(List.of(), List.of(), List.of(), Duration.ofMinutes(10), 8, 5, Set.of());
            for (int round = 0; round < ROUNDS; round++) {
                var tickets = new Tickets(settings, new RevokedTokens(), context.getBean(LimitMeter.class));
                assertThat(issued(tickets, threads, _ -> "collector")).as("of one user").isEqualTo(5);
                assertThat(issued(tickets, threads, i -> "user" + i)).as("of all").isEqualTo(3);
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

    private static long issued(Tickets tickets, ExecutorService threads, IntFunction<String> user) throws Exception {
        var together = new CyclicBarrier(THREADS);
        var callers = IntStream.range(0, THREADS)
                .mapToObj(i -> new Caller(user.apply(i), Capabilities.of(null, null), null, null, Instant.MAX))
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
