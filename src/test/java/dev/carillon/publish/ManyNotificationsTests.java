package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that hold several notifications. */
class ManyNotificationsTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    @Test
    void sendsOneToManyDestinations() {
        var bob = TestTokens.of("bob", List.of("many.*"), List.of());
        try (var topic = StompSocket.connect(carillon, bob).subscribe("0", "/topic/many.one");
                var inbox = StompSocket.connect(carillon, bob).subscribe("0", "/user/queue/inbox");
                var alerts = StompSocket.connect(carillon, bob).subscribe("0", "/user/queue/alerts")) {
            var results = publish("/notifications", "{\"type\":\"t\",\"payload\":{\"a\": 1.0},\"destinations\":"
                    + "[\"topic:many.one\",\"user:bob\",\"user:bob/alerts\",\"topic:a..b\",\"nowhere\"]}");

            assertThat(statuses(results)).containsExactly(201, 201, 201, 400, 400);
            assertThat(results.get(1).path("destination").asString()).isEqualTo("user:bob/inbox");
            assertThat(results.get(3).path("code").asString()).isEqualTo("destination-invalid");
            assertThat(results.get(3).path("destination").asString()).isEqualTo("topic:a..b");
            for (var socket : List.of(topic, inbox, alerts)) {
                var message = socket.expect("MESSAGE");
                assertThat(message.body()).isEqualTo("{\"a\": 1.0}");
                assertThat(message.header("type")).isEqualTo("t");
            }
        }
    }

    /** UTF-8 has no half of a surrogate pair: what is stored would be another name, and not be found again (CWE-176). */
    @Test
    void takesNoHalfCharacters() {
        var results = publish("/notifications",
                "{\"payload\":1,\"destinations\":[\"user:\\ud800\",\"user:\\ud83d\\udd14\"]}");
        assertThat(statuses(results)).containsExactly(400, 201);
        assertThat(results.get(0).path("code").asString()).isEqualTo("destination-invalid");

        for (var field : List.of("type", "key")) {
            var answer = carillon.publish(token, "/topics/many.half/notifications",
                    "{\"payload\":1,\"" + field + "\":\"a\\udc00\"}");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"request-invalid\"", "\"field\":\"" + field + "\"");
        }
    }

    /** The others are stored, and the answer says which one failed and why. */
    @Test
    void storesTheOthersOfABatchWithABadOne() {
        var items = new ArrayList<>(IntStream.range(0, 1000)
                .mapToObj(number -> "{\"destination\":\"topic:many.batch\",\"payload\":" + number + "}")
                .toList());
        items.set(500,
                "{\"destination\":\"topic:many.batch\",\"payload\":500,\"ttl\":{\"deep\":[1,2]},\"payload2\":1}");
        var results = publish("/notifications/batch",
                "{\"notifications\":[" + String.join(",", items) + "]}");

        assertThat(results).hasSize(1000);
        assertThat(statuses(results).stream().collect(Collectors.groupingBy(status -> status, Collectors.counting())))
                .containsOnly(Map.entry(201, 999L), Map.entry(400, 1L));
        assertThat(results.get(500).path("code").asString()).isEqualTo("request-invalid");
        assertThat(results.get(500).path("field").asString()).isEqualTo("ttl");
        assertThat(results.get(999).path("offset").asInt()).isEqualTo(999);
    }

    @Test
    void letsEachHaveItsOwnRight() {
        var chatter = TestTokens.of("chatter", List.of(), List.of("chat.*"));
        var results = results(carillon.publish(chatter, "/notifications/batch",
                "{\"notifications\":[{\"destination\":\"topic:chat.a\",\"payload\":1,\"ephemeral\":true},"
                        + "{\"destination\":\"topic:orders\",\"payload\":1},{\"payload\":1},"
                        + "{\"destination\":\"topic:chat.b\"}]}")
                .body());
        assertThat(statuses(results)).containsExactly(202, 403, 400, 400);
        assertThat(results.get(1).path("code").asString()).isEqualTo("destination-forbidden");
        assertThat(results.get(3).path("field").asString()).isEqualTo("payload");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/notifications | {\"payload\":1} | 400 | destinations",
        "/notifications | {\"payload\":1,\"destinations\":\"topic:a\"} | 400 | destinations",
        "/notifications | {\"payload\":1,\"destinations\":[1]} | 400 | destinations",
        "/notifications | {\"destinations\":[\"topic:a\"]} | 400 | payload",
        "/notifications/batch | {} | 400 | notifications",
        "/notifications/batch | {\"notifications\":[]} | 400 | notifications",
        "/notifications/batch | {\"notifications\":[1]} | 400 | notifications",
        "/notifications/batch | {\"notifications\":[{\"payload\":1}],\"x\":1} | 400 | notifications"})
    void refusesWhatIsNoList(String path, String body, int status, String field) {
        var answer = carillon.publish(token, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"", "\"field\":\"" + field + "\"");
    }

    @Test
    void boundsTheNumber() {
        var destinations = IntStream.rangeClosed(0, 1000).mapToObj(number -> "\"topic:many.n" + number + "\"").toList();
        var answer = carillon.publish(token, "/notifications",
                "{\"payload\":1,\"destinations\":[" + String.join(",", destinations) + "]}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"payload-too-large\"");
        assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"batch-size\"}")).isPositive();
    }

    /** One body may hold much, one notification no more than it may alone. */
    @Test
    void boundsEachPayload() {
        var large = "\"" + "x".repeat(65 * 1024) + "\"";
        var results = publish("/notifications/batch",
                "{\"notifications\":[{\"destination\":\"topic:many.large\",\"payload\":"
                        + large + "},{\"destination\":\"topic:many.large\",\"payload\":1}]}");
        assertThat(statuses(results)).containsExactly(413, 201);
        assertThat(results.get(0).path("code").asString()).isEqualTo("payload-too-large");
        assertThat(carillon.metric("carillon_limits_exceeded_total{limit=\"body-size\"}")).isPositive();
    }

    private List<JsonNode> publish(String path, String body) {
        var answer = carillon.publish(token, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return results(answer.body());
    }

    private static List<JsonNode> results(String body) {
        var results = new ArrayList<JsonNode>();
        JsonMapper.shared().readTree(body).path("results").forEach(results::add);
        return results;
    }

    private static List<Integer> statuses(List<JsonNode> results) {
        return results.stream().map(result -> result.path("status").asInt()).toList();
    }
}
