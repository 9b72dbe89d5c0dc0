package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** How many tickets there may be that nobody has used (CWE-770). */
class TicketsTests {

    /** Two that ask at the same time must not both get the last one (CWE-362). */
    @Test
    void isExactAmongManyThreads() throws Exception {
        try (var carillon = RunningCarillon.start("carillon.access.max-tickets=100",
                "carillon.access.max-tickets-per-user=50", "carillon.access.ticket-age=10m")) {
            assertThat(issued(carillon, _ -> "collector", 200)).as("of one user").isEqualTo(50);
            assertThat(issued(carillon, i -> "user" + i, 200)).as("of all").isEqualTo(50);
            assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"tickets\"}")).isEqualTo(300);
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

    private static long issued(RunningCarillon carillon, Function<Integer, String> user, int times) throws Exception {
        var tokens = IntStream.range(0, times).mapToObj(i -> TestTokens.all(user.apply(i))).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(tokens.stream()
                    .<Callable<Integer>>map(token -> () -> new Api(carillon, token).send("POST", "/tickets")
                            .statusCode())
                    .toList());
            return answers.stream().map(TicketsTests::status).filter(status -> status == 201).count();
        }
    }

    private static int status(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
