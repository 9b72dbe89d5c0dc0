package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Notifications that live for a while, or come later. */
class TimesTests {

    private final String token = TestTokens.all("alice");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S", "P36500D", "PT", "1h", "P1Y"})
    void refusesATtlOutOfRange(String ttl) {
        assertRefused("{\"payload\":1,\"ttl\":\"" + ttl + "\"}", "ttl");
    }

    @Test
    void refusesADeliveryInThePastOrTooFarAhead() {
        assertRefused("{\"payload\":1,\"deliverAt\":\"" + Instant.now().minusSeconds(1) + "\"}", "deliverAt");
        assertRefused("{\"payload\":1,\"deliverAt\":\"" + Instant.now().plus(3650, ChronoUnit.DAYS) + "\"}",
                "deliverAt");
        assertRefused("{\"payload\":1,\"deliverAt\":\"tomorrow\"}", "deliverAt");
        assertRefused("{\"payload\":1,\"ephemeral\":true,\"deliverAt\":\"" + Instant.now().plusSeconds(9) + "\"}",
                "deliverAt");
    }

    @Test
    void refusesTypesOfTheServicesOwn() {
        assertRefused("{\"payload\":1,\"type\":\"carillon.recalled\"}", "type");
    }

    /** Its time comes while the service is down; it is delivered once, by the one that starts next. */
    @Test
    void deliversAtItsTimeAcrossARestart() {
        var file = RunningCarillon.newLog();
        String id;
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file)) {
            var answer = carillon.publish(token, "/topics/later/notifications",
                    "{\"payload\":\"later\",\"type\":\"t\",\"deliverAt\":\""
                            + Instant.now().plusMillis(300) + "\"}");
            assertThat(answer.statusCode()).isEqualTo(201);
            var json = JsonMapper.shared().readTree(answer.body());
            assertThat(json.has("offset")).isFalse();
            assertThat(json.has("deliverAt")).isTrue();
            id = json.path("id").asString();
        }
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file);
                var socket = StompSocket.connect(carillon, token)) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/later\nhistory:10\n\n");
            var message = socket.expect("MESSAGE");
            assertThat(message.body()).isEqualTo("\"later\"");
            assertThat(message.headers()).containsEntry("message-id", id).containsEntry("offset", "1");
            carillon.publish(token, "/topics/later/notifications", "{\"payload\":\"next\"}");
            assertThat(socket.expect("MESSAGE").header("offset")).as("delivered once").isEqualTo("2");
        }
    }

    @Test
    void deliversToThoseWhoAreThere() {
        var carillon = RunningCarillon.shared();
        try (var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/times.soon")) {
            carillon.publish(token, "/topics/times.soon/notifications",
                    "{\"payload\":\"soon\",\"deliverAt\":\"" + Instant.now().plusMillis(200) + "\"}");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"soon\"");
        }
    }

    private void assertRefused(String body, String field) {
        var answer = RunningCarillon.shared().publish(token, "/topics/times/notifications", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"request-invalid\"", "\"field\":\"" + field + "\"");
    }
}
