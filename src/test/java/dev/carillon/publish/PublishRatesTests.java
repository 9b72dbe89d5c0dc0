package dev.carillon.publish;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.carillon.Handshake;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much one user may publish (CWE-770). */
class PublishRatesTests {

    private static final RunningCarillon SMALL = RunningCarillon.start("carillon.publish.max-rate=20");
    private static final String TOPIC = "/topics/rates/notifications";

    @AfterAll
    static void stop() {
        SMALL.close();
    }

    @Test
    void boundsAUserHoweverManyTokensItHas() {
        var refusal = publishUntilRefused(i -> TestTokens.of("eager", "token-" + i, 600, "**"));

        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(SMALL.publish(TestTokens.all("patient"), TOPIC, "{\"payload\":1}").statusCode()).isEqualTo(201);
        assertThat(SMALL.metric("carillon_limits_exceeded_total{limit=\"publishes-per-user\"}")).isPositive();
    }

    @Test
    void saysWhenToComeBack() {
        var many = IntStream.range(0, 100)
                .mapToObj(_ -> "{\"destination\":\"topic:rates\",\"payload\":1}")
                .collect(Collectors.joining(",", "{\"notifications\":[", "]}"));
        var token = TestTokens.all("batches");
        var answer = SMALL.publish(token, "/notifications/batch", many);

        // Each counts for itself: those that were within the limit are stored.
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":201", "\"code\":\"limit-exceeded\"");
        var next = publishUntilRefused(_ -> token);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(next.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(next.headers().firstValue("RateLimit-Policy")).hasValue("\"publish\";q=20;w=1");
        assertThat(next.headers().firstValue("RateLimit")).hasValue("\"publish\";r=0;t=1");
    }

    private static HttpResponse<String> publishUntilRefused(IntFunction<String> tokens) {
        return IntStream.range(0, 500)
                .mapToObj(i -> SMALL.publish(tokens.apply(i), TOPIC, "{\"payload\":1}"))
                .filter(answer -> answer.statusCode() != 201)
                .findFirst()
                .orElseThrow();
    }

    /** Who may not publish, or sends what is no notification, costs as much: it is the attempt that counts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /topics/rates/notifications  | {"payload":1}                     | 403
            /topics/rates/notifications  | {"payload":                       | 400
            /topics/no..topic/notifications | {"payload":1}                  | 400
            /topics/rates/notifications?ttl=x | {"payload":1}                | 400
            /notifications/batch         | {"notifications":[{"payload":     | 400
            """)
    void boundsWhatIsRefused(String path, String body, int status) {
        var token = TestTokens.of("refused" + path.length() + body.length(), "t", 600, "nothing.here");
        var answers = IntStream.range(0, 500)
                .mapToObj(_ -> SMALL.publish(token, path, body).statusCode())
                .distinct()
                .toList();

        assertThat(answers).containsExactlyInAnyOrder(status, 429);
    }

    /** What announces far too much is refused unread. */
    @Test
    void boundsWhatIsTooLarge() {
        var request = "POST /api/v1" + TOPIC + " HTTP/1.1\r\nHost: localhost:" + SMALL.port()
                + "\r\nAuthorization: Bearer " + TestTokens.all("large") + "\r\nContent-Length: 7000000\r\n\r\n";
        var answers = IntStream.range(0, 200)
                .mapToObj(_ -> Handshake.exchange(SMALL.port(), request).split(" ")[1])
                .distinct()
                .toList();

        assertThat(answers).containsExactlyInAnyOrder("413", "429");
    }

    @Test
    void countsWhatIsRefusedOfMany() {
        var many = IntStream.range(0, 100)
                .mapToObj(_ -> "{\"destination\":\"topic:rates\",\"payload\":1}")
                .collect(Collectors.joining(",", "{\"notifications\":[", "]}"));
        var answer = SMALL.publish(TestTokens.of("many", "t", 600, "nothing.here"), "/notifications/batch", many);

        assertThat(answer.body()).contains("\"code\":\"destination-forbidden\"", "\"code\":\"limit-exceeded\"");
    }

    @Test
    void boundsSendAsWell() {
        try (var socket = StompSocket.connect(SMALL, TestTokens.all("sender"))) {
            for (int i = 0; i < 100; i++) {
                socket.send("SEND\ndestination:/topic/rates\n\nx");
            }
            expectEnd(socket, "limit-exceeded", 4529);
        }
    }
}
