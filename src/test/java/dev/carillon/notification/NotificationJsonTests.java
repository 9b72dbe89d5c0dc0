package dev.carillon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import dev.carillon.destination.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotificationJsonTests {

    private static final NotificationId ID = NotificationId.next();

    @Test
    void holdsWhatTheNotificationHas() {
        var json = text(new Notification(ID, new Topic("a"), "t", "k", Map.of(), payload("application/json", "1.10"),
                Instant.EPOCH).at(new Position(7, 3)));

        assertThat(json).isEqualTo("{\"id\":\"" + ID + "\",\"offset\":3,\"type\":\"t\",\"key\":\"k\","
                + "\"timestamp\":\"1970-01-01T00:00:00Z\",\"contentType\":\"application/json\",\"payload\":1.10}");
    }

    @Test
    void leavesOutWhatItHasNot() {
        assertThat(read("text/plain", "x").propertyNames()).containsExactly("id", "timestamp", "contentType",
                "payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON;charset=utf-8", "application/cloudevents+json"})
    void embedsJsonAsItIs(String contentType) {
        assertThat(text(contentType, "{ \"a\" :1.10}")).contains("\"payload\":{ \"a\" :1.10}");
    }

    @Test
    void isOneLine() {
        assertThat(text("application/json", "{\r\n\"a\":\"\\n\"\n}")).contains("{  \"a\":\"\\n\" }")
                .doesNotContain("\n", "\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "1,\"id\":2", "{}}", "hello", "[1", "1 2", "{\"a\":1}\u0000", "\uFEFF1",
        "\u00001",
        "[\"\n\"]", "NaN", "'a'", "/* */1"})
    void whatIsNoJsonDoesNotBreakOut(String text) {
        assertThat(read("application/json", text).get("payload").asString()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"text/plain, text", "application/xml, <a/>", "application/x-json, 1"})
    void textIsText(String contentType, String text) {
        assertThat(read(contentType, text).get("payload").stringValue()).isEqualTo(text);
    }

    @Test
    void otherBytesAreBase64() {
        var json = read(new Payload("application/octet-stream", new byte[]{0, (byte) 0xFF}));

        assertThat(json.get("payloadBase64").asString()).isEqualTo("AP8=");
        assertThat(json.has("payload")).isFalse();
    }

    /** JSON has escapes for what no UTF-8 can express. */
    @Test
    void halfACharacterInATypeBreaksNothing() {
        var notification = new Notification(ID, new Topic("a"), "x\uD800y", "\uDC00", Map.of(),
                payload("text/plain", ""), Instant.EPOCH);

        assertThat(JsonMapper.shared().readTree(text(notification)).get("type").asString()).startsWith("x")
                .endsWith("y");
    }

    private static JsonNode read(String contentType, String text) {
        return read(payload(contentType, text));
    }

    private static JsonNode read(Payload payload) {
        return JsonMapper.shared().readTree(text(payload));
    }

    private static String text(String contentType, String text) {
        return text(payload(contentType, text));
    }

    private static String text(Payload payload) {
        return text(new Notification(ID, new Topic("a"), null, null, Map.of(), payload, Instant.EPOCH));
    }

    private static String text(Notification notification) {
        return new String(NotificationJson.object(json -> NotificationJson.write(json, notification)),
                StandardCharsets.UTF_8);
    }

    private static Payload payload(String contentType, String text) {
        return new Payload(contentType, text.getBytes(StandardCharsets.UTF_8));
    }
}
