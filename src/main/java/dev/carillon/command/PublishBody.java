package dev.carillon.command;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.carillon.notification.NotificationJson;
import dev.carillon.notification.Payload;

/**
 * The body of a publish.
 *
 * @param query what does not fit into it
 */
// The array is written, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PublishBody(String contentType, byte[] bytes, Map<String, Object> query) {

    /** JSON goes into an envelope, anything else is the body itself. */
    static PublishBody of(Payload payload, Map<String, Object> properties) {
        if (!payload.contentType().equals(Payloads.JSON)) {
            return new PublishBody(payload.contentType(), payload.bytes(), properties);
        }
        var envelope = NotificationJson.object(json -> {
            properties.forEach((name, value) -> {
                json.writeName(name);
                if (value instanceof Boolean flag) {
                    json.writeBoolean(flag);
                } else {
                    json.writeString(value.toString());
                }
            });
            json.writeName("payload");
            json.writeRawValue(new String(payload.bytes(), StandardCharsets.UTF_8));
        });
        return new PublishBody(payload.contentType(), envelope, Map.of());
    }
}
