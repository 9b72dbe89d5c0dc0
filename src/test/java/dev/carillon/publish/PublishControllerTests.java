package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishControllerTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void pushesJsonToATopic() {
        try (var socket = StompSocket.connect(carillon, token).subscribe("sub-0", "/topic/publish.json")) {
            var answer = carillon.publish(token, "/topics/publish.json/notifications",
                    "{\"type\":\"order.shipped\",\"payload\":{ \"total\": 1.10 }}");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).contains("\"destination\":\"topic:publish.json\"", "\"offset\":1",
                    "\"epoch\":\"");
            var message = socket.expect("MESSAGE");
            assertThat(message.body()).isEqualTo("{ \"total\": 1.10 }");
            assertThat(message.headers()).containsEntry("subscription", "sub-0")
                    .containsEntry("destination", "/topic/publish.json")
                    .containsEntry("content-type", "application/json")
                    .containsEntry("content-length", "17")
                    .containsEntry("type", "order.shipped")
                    .containsOnlyKeys("subscription", "destination", "content-type", "content-length", "type",
                            "message-id", "timestamp", "epoch", "offset");
            assertThat(answer.body()).contains("\"id\":\"" + message.header("message-id") + "\"",
                    "\"timestamp\":\"" + message.header("timestamp") + "\"");
            assertThat(Instant.parse(message.header("timestamp"))).isBefore(Instant.now().plusSeconds(1));
        }
    }

    @Test
    void pushesToOneUserOnly() {
        var bob = TestTokens.of("bob", List.of("**"), List.of());
        try (var alices = StompSocket.connect(carillon, token).subscribe("a", "/user/queue/inbox");
                var alicesAlerts = StompSocket.connect(carillon, token).subscribe("a", "/user/queue/alerts");
                var bobs = StompSocket.connect(carillon, bob).subscribe("b", "/user/queue/inbox")) {
            assertThat(carillon.publish(token, "/users/alice/notifications", "{\"payload\":\"inbox\"}").body())
                    .contains("\"destination\":\"user:alice/inbox\"");
            carillon.publish(token, "/users/alice/notifications?queue=alerts", "{\"payload\":\"alerts\"}");
            carillon.publish(token, "/users/bob/notifications", "{\"payload\":\"bob\"}");

            var message = alices.expect("MESSAGE");
            assertThat(message.body()).isEqualTo("\"inbox\"");
            assertThat(message.header("destination")).isEqualTo("/user/queue/inbox");
            assertThat(alicesAlerts.expect("MESSAGE").body()).isEqualTo("\"alerts\"");
            assertThat(bobs.expect("MESSAGE").body()).isEqualTo("\"bob\"");
            assertThat(alices.pending() + alicesAlerts.pending() + bobs.pending()).isZero();
        }
    }

    /** {@code curl -d hello}, with and without a content type of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/plain;charset=UTF-8",
        "application/cloudevents+json", "multipart/form-data;boundary=x"})
    void takesAnyOtherBodyAsThePayload(String contentType) {
        try (var socket = StompSocket.connect(carillon, token).subscribe("s", "/topic/publish.raw")) {
            var answer = publishRaw("/topics/publish.raw/notifications?type=note%20one", contentType,
                    "hello=w\u00f6rld&b");

            assertThat(answer.statusCode()).isEqualTo(201);
            var message = socket.expect("MESSAGE");
            assertThat(message.body()).isEqualTo("hello=w\u00f6rld&b");
            assertThat(message.header("content-type")).isEqualToIgnoringCase(contentType);
            assertThat(message.header("type")).isEqualTo("note one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "APPLICATION/OCTET-STREAM", "application/octet-stream;v=2"})
    void takesBinaryPayloads(String contentType) {
        byte[] bytes = {0, (byte) 0xFF, '\n', 0, 'x'};
        try (var socket = StompSocket.connect(carillon, token).subscribe("s", "/topic/publish.binary")) {
            var answer = carillon.send(request("/topics/publish.binary/notifications", contentType)
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertThat(answer.statusCode()).isEqualTo(201);
            var message = socket.expect("MESSAGE");
            assertThat(message.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(bytes);
            assertThat(message.header("content-length")).isEqualTo("5");
            assertThat(message.header("content-type")).isEqualToIgnoringCase(contentType);
        }
    }

    /** Nothing is published and then said not to be. */
    @Test
    void refusesToAnswerInAnotherFormBeforeItPublishes() {
        try (var socket = StompSocket.connect(carillon, token).subscribe("s", "/topic/publish.accept")) {
            assertThat(carillon.send(request("/topics/publish.accept/notifications", "text/plain")
                    .header("Accept", "text/csv")
                    .POST(BodyPublishers.ofString("unacceptable"))).statusCode()).isEqualTo(406);
            carillon.publish(token, "/topics/publish.accept/notifications", "{\"payload\":\"next\"}");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"next\"");
        }
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        var answer = carillon.send(request("/topics/demo/notifications", "text/plain")
                .POST(BodyPublishers.ofByteArray(new byte[]{(byte) 0xFF, (byte) 0xFE})));

        assertProblem(answer, 400, "request-invalid", "payload");
    }

    @ParameterizedTest
    @CsvSource({"/topics/a..b/notifications, topic", "/topics/*/notifications, topic",
        "/topics/**/notifications, topic",
        "/users/alice/notifications?queue=a.b, queue", "/users/alice/notifications?queue=*, queue",
        "/users/a%0Ab/notifications, user"})
    void refusesDestinationsOutsideTheGrammar(String path, String field) {
        var answer = carillon.publish(token, path.replace("*", "%2A"), "{\"payload\":1}");

        // A control character is stopped by the HTTP firewall already, which knows no fields.
        if (field.equals("user")) {
            assertThat(answer.statusCode()).isEqualTo(400);
        } else {
            assertProblem(answer, 400, "destination-invalid", field);
        }
    }

    @ParameterizedTest
    @CsvSource({"?colour=red, colour", "?queue=x, queue", "?type=a&type=b, type", "?type=a, type",
        "?ephemeral=true, ephemeral"})
    void refusesQueriesThatItDoesNotKnowOrThatRepeatTheBody(String query, String field) {
        assertProblem(carillon.publish(token, "/topics/demo/notifications" + query, "{\"payload\":1}"), 400,
                "request-invalid", field);
    }

    @Test
    void refusesMalformedJson() {
        assertProblem(carillon.publish(token, "/topics/demo/notifications", "{\"payload\":"), 400, "request-invalid",
                null);
        assertProblem(carillon.publish(token, "/topics/demo/notifications", "{\"payload\":1,\"x\":1}"), 400,
                "request-invalid", "x");
    }

    @Test
    void refusesBodiesOverTheLimitWhateverTheySayOfTheirLength() {
        var fits = "x".repeat(64 * 1024);
        assertThat(publishRaw("/topics/demo/notifications", "text/plain", fits).statusCode()).isEqualTo(201);
        assertProblem(publishRaw("/topics/demo/notifications", "text/plain", fits + "x"), 413, "payload-too-large",
                null);

        var chunked = carillon.send(request("/topics/demo/notifications", "text/plain").POST(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream((fits + "x").getBytes()))));
        assertProblem(chunked, 413, "payload-too-large", null);
    }

    @Test
    void takesTheLimitFromTheConfiguration() {
        try (var small = RunningCarillon.start("carillon.publish.max-body=20B")) {
            assertThat(small.publish(token, "/topics/demo/notifications", "{\"payload\":1}").statusCode())
                    .isEqualTo(201);
            assertProblem(small.publish(token, "/topics/demo/notifications", "{\"payload\":\"12345678\"}"), 413,
                    "payload-too-large", null);
            assertThat(small.metric("carillon_limits_exceeded_total{limit=\"body-size\"}")).isEqualTo(1);
        }
    }

    @Test
    void refusesCallersWithoutTheRight() {
        var reader = TestTokens.of("reader", List.of("**"), List.of("chat.*"));

        assertProblem(carillon.publish(reader, "/topics/orders/notifications", "{\"payload\":1}"), 403,
                "destination-forbidden", null);
        assertProblem(carillon.publish(reader, "/users/reader/notifications", "{\"payload\":1}"), 403,
                "destination-forbidden", null);
        assertThat(carillon.publish(reader, "/topics/chat.room/notifications", "{\"payload\":1}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesCallersWithoutAToken() {
        var answer = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/topics/demo/notifications"))
                .POST(BodyPublishers.ofString("x")));

        assertProblem(answer, 401, "token-missing", null);
    }

    private HttpResponse<String> publishRaw(String path, String contentType, String body) {
        return carillon.send(request(path, contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(carillon.http("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code, String field) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
        if (field != null) {
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }
    }
}
