package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.IntStream;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Server-sent events over real sockets. */
class StreamTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void deliversWhatStompDeliversInTheSameOrder() {
        try (var events = EventSource.open(carillon, token, "topic=sse.order");
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/sse.order")) {
            assertThat(events.response().statusCode()).isEqualTo(200);
            assertThat(events.response().headers().allValues("Content-Type"))
                    .containsExactly("text/event-stream;charset=utf-8");
            assertThat(events.response().headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(events.response().headers().allValues("X-Accel-Buffering")).containsExactly("no");
            events.subscribed();
            IntStream.range(0, 100).forEach(i -> publish("sse.order", "{\"type\":\"n\",\"payload\":" + i + "}"));
            for (int i = 0; i < 100; i++) {
                var message = socket.expect("MESSAGE");
                var event = events.next();
                assertThat(event.type()).isEqualTo("n");
                var json = event.json();
                assertThat(json.get("payload").asInt()).isEqualTo(i);
                assertThat(json.get("id").asString()).isEqualTo(message.header("message-id"));
                assertThat(json.get("epoch").asString()).isEqualTo(message.header("epoch"));
                assertThat(json.get("offset").asString()).isEqualTo(message.header("offset"));
                assertThat(json.get("destination").asString()).isEqualTo("/topic/sse.order");
                assertThat(json.get("timestamp").asString()).isEqualTo(message.header("timestamp"));
                assertThat(json.get("contentType").asString()).isEqualTo("application/json");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void speaksEveryVersionOfHttp(HttpClient.Version version) {
        try (var service = RunningCarillon.start("server.http2.enabled=true");
                var client = HttpClient.newBuilder().version(version).build();
                var events = EventSource.open(client, service, token, "topic=a&queue=inbox", null)) {
            assertThat(events.response().version()).isEqualTo(version);
            events.subscribed();
            service.publish(token, "/topics/a/notifications", "{\"payload\":\"x\"}");
            assertThat(events.next().payload()).isEqualTo("x");
            service.publish(token, "/users/alice/notifications", "{\"payload\":\"y\"}");
            assertThat(events.next().json().get("destination").asString()).isEqualTo("/user/queue/inbox");
            events.close();
            await().until(() -> {
                service.publish(token, "/topics/a/notifications", "{\"payload\":\"z\"}");
                return service.metric("carillon_streams") == 0;
            });
            assertThat(service.metric("carillon_subscriptions")).isZero();
            assertThat(service.metric("carillon_outbox_pending_bytes")).isZero();
        }
    }

    @Test
    void saysInOneLineWhateverThePayloadIs() {
        try (var events = EventSource.open(carillon, token, "topic=sse.payload")) {
            events.subscribed();
            publish("sse.payload",
                    "{\"payload\":{\r\n \"a\" : \"1\\n2\" ,\n\"b\":\"\u00e9\u4e16\u2028\ud83d\ude00\"\n}}");
            var payload = events.next().json().get("payload");
            assertThat(payload.get("a").asString()).isEqualTo("1\n2");
            assertThat(payload.get("b").asString()).isEqualTo("\u00e9\u4e16\u2028\ud83d\ude00");
            send("sse.payload", "text/plain", "a\nid: 7\r\n\nevent: x\r\rb");
            var text = events.next();
            assertThat(text.payload()).isEqualTo("a\nid: 7\r\n\nevent: x\r\rb");
            assertThat(text.type()).isEqualTo("message");
            send("sse.payload", "application/octet-stream", "\n\n");
            assertThat(events.next().json().get("payloadBase64").asString()).isEqualTo("Cgo=");
            publish("sse.payload", "{\"ephemeral\":true,\"payload\":\"gone\"}");
            var ephemeral = events.next();
            assertThat(ephemeral.lastId()).isEqualTo(text.lastId().replaceFirst("-2$", "-3"));
            assertThat(ephemeral.json().has("offset")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"topic=secret, 403, destination-forbidden", "topic=open.**, 400, destination-invalid",
        "queue=a/b, 400, destination-invalid", "'', 400, request-invalid", "topics=open.a, 400, request-invalid",
        "topic, 400, request-invalid", "topic=open.%FF, 400, destination-invalid"})
    void refuses(String query, int status, String code) {
        var reader = TestTokens.of("bob", List.of("open.*"), List.of());
        var answer = carillon.get(carillon.http("/api/v1/stream?" + query),
                "Authorization", "Bearer " + reader, "Accept", "text/event-stream");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void refusesWhoHasNoToken() {
        var answer = carillon.get(carillon.http("/api/v1/stream?topic=a"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("token-missing");
    }

    @Test
    void refusesOneDestinationTooMany() {
        var fifty = String.join("&", IntStream.range(0, 50).mapToObj(i -> "topic=sse.many." + i).toList());
        try (var events = EventSource.open(carillon, token, fifty + "&topic=sse.many.0")) {
            assertThat(events.subscribed().json().get("positions").size()).isEqualTo(50);
        }
        var answer = carillon.get(carillon.http("/api/v1/stream?queue=inbox&" + fifty), "Authorization",
                "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("limit-exceeded");
    }

    @Test
    void answersHeadWithoutAStream() {
        var answer = carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/stream?topic=a"))
                .header("Authorization", "Bearer " + token)
                .HEAD());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
        assertThat(carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/stream?topic=a"))
                .header("Authorization", "Bearer " + token)
                .DELETE()).statusCode()).isEqualTo(405);
    }

    private void publish(String topic, String json) {
        assertThat(carillon.publish(token, "/topics/" + topic + "/notifications", json).statusCode()).isBetween(201,
                202);
    }

    private void send(String topic, String contentType, String body) {
        assertThat(carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1/topics/" + topic + "/notifications"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))).statusCode()).isEqualTo(201);
    }
}
