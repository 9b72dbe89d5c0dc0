package dev.carillon.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.carillon.notification.NotificationJson;
import dev.carillon.notification.Payload;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/**
 * The body of a publish.
 *
 * @param query what does not fit into it
 */
// The array is written, never compared.
@SuppressWarnings("ArrayRecordComponent")
record PublishBody(String contentType, byte[] bytes, Map<String, Object> query) {

    /**
     * JSON goes into an envelope, anything else is the body itself.
     *
     * @param properties texts, lists of texts, and what is true or false
     */
    static PublishBody of(Payload payload, Map<String, Object> properties) {
        if (!isEnveloped(payload.contentType())) {
            return new PublishBody(payload.contentType(), payload.bytes(), properties);
        }
        var value = value(payload.bytes());
        return new PublishBody(Payloads.JSON, NotificationJson.object(json -> {
            properties.forEach((name, property) -> {
                json.writeName(name);
                write(json, property);
            });
            json.writeName("payload");
            json.writeRawValue(value);
        }), Map.of());
    }

    /** As the service tells an envelope from a payload, however it is spelt. */
    static boolean isEnveloped(String contentType) {
        try {
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException _) {
            return false; // The service refuses it, in its own words.
        }
    }

    /** Anything but one value would break out of its place, and be a part of the envelope. */
    private static String value(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (NotificationJson.isOneValue(text)) {
                return text;
            }
        } catch (CharacterCodingException _) {
            // It is said below.
        }
        throw Failure.misused("The payload is not one value of JSON in UTF-8.");
    }

    private static void write(JsonGenerator json, Object property) {
        switch (property) {
            case Boolean flag -> json.writeBoolean(flag);
            case List<?> texts -> {
                json.writeStartArray();
                texts.forEach(text -> json.writeString(text.toString()));
                json.writeEndArray();
            }
            default -> json.writeString(property.toString());
        }
    }
}
