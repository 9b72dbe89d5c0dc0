package dev.carillon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.carillon.RunningCarillon;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser asks and is told before it lets a page of another origin call the API (Fetch standard, CORS). */
class CrossOriginCallsTests {

    private static final String APP = "https://app.example";
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    private static final RunningCarillon CARILLON = RunningCarillon.start("carillon.access.allowed-origins=" + APP);

    @AfterAll
    static void stop() {
        CARILLON.close();
    }

    @ParameterizedTest
    @CsvSource({"POST,/api/v1/topics/demo/notifications", "DELETE,/api/v1/users/alice/sessions",
        "GET,/api/v1/stream?topic=demo"})
    void answersThePreflightOfANamedOriginWithoutAToken(String method, String path) {
        var answer = preflight(APP, method, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).hasValue(APP);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse("")).contains(method);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse("").toLowerCase())
                .contains("authorization", "content-type", "idempotency-key", "last-event-id");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    /** CWE-942: the list is exact. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "https://app.example.evil.example", "http://app.example",
        "https://app.example/", "https://APP.example", "https://app.example:8443", "null"})
    void tellsAnyOtherOriginNothing(String origin) {
        var answer = preflight(origin, "GET", "/api/v1/topics/demo/notifications");

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        assertThat(answer.body()).doesNotContain("notifications");
        assertThat(publish(origin).headers().firstValue(ALLOWED)).isEmpty();
    }

    @Test
    void letsThePageReadWhatItAskedForAndWhenToComeBack() {
        var answer = publish(APP);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue(ALLOWED)).hasValue(APP);
        assertThat(String.join(",", answer.headers().allValues("Access-Control-Expose-Headers")))
                .contains("Retry-After", "RateLimit", "RateLimit-Policy");
        var refused = CARILLON.get(CARILLON.http("/api/v1/me/notifications"), "Origin", APP);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue(ALLOWED)).hasValue(APP);
    }

    @Test
    void letsThePageReadAnEventStream() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(CARILLON.http("/api/v1/stream?topic=demo"))
                .headers("Authorization", "Bearer " + TestTokens.all("alice"), "Origin", APP)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var _ = answer.body()) {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue(ALLOWED)).hasValue(APP);
            }
            client.shutdownNow();
        }
    }

    /** It and what it imports, from wherever the page is: neither holds anything of anybody's. */
    @ParameterizedTest
    @ValueSource(strings = {"/client/carillon.js", "/client/stompjs.js", "/webjars/stomp__stompjs/esm6/index.js"})
    void letsAnyPageImportTheClient(String file) {
        var answer = CARILLON.get(CARILLON.http(file), "Origin", "https://elsewhere.example");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue(ALLOWED)).hasValue("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void opensNothingElse() {
        var page = CARILLON.get(CARILLON.http("/"), "Origin", APP);

        assertThat(page.headers().firstValue(ALLOWED)).isEmpty();
    }

    private static HttpResponse<String> preflight(String origin, String method, String path) {
        return CARILLON.send(HttpRequest.newBuilder(CARILLON.http(path))
                .headers("Origin", origin, "Access-Control-Request-Method", method,
                        "Access-Control-Request-Headers",
                        "authorization,content-type,idempotency-key,last-event-id")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static HttpResponse<String> publish(String origin) {
        return CARILLON.send(HttpRequest.newBuilder(CARILLON.http("/api/v1/topics/demo/notifications"))
                .headers("Authorization", "Bearer " + TestTokens.all("alice"), "Content-Type", "application/json",
                        "Origin", origin)
                .POST(BodyPublishers.ofString("{\"payload\":1}")));
    }
}
