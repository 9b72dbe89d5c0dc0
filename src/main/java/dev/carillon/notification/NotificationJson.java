package dev.carillon.notification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A notification as JSON, in one line, for those who read it over HTTP. */
public final class NotificationJson {

    private static final JsonFactory JSON = new JsonFactory();

    private NotificationJson() {}

    /** A JSON object in UTF-8. */
    public static byte[] object(Consumer<JsonGenerator> properties) {
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Properties of an object that was begun: what is the notification's own, without its destination and epoch. */
    public static void write(JsonGenerator json, Notification notification) {
        json.writeStringProperty("id", notification.id().toString());
        if (notification.position() != null) {
            json.writeNumberProperty("offset", notification.position().offset());
        }
        if (notification.type() != null) {
            json.writeStringProperty("type", notification.type());
        }
        if (notification.key() != null) {
            json.writeStringProperty("key", notification.key());
        }
        json.writeStringProperty("timestamp", notification.timestamp().toString());
        json.writeStringProperty("contentType", notification.payload().contentType());
        writePayload(json, notification.payload());
    }

    /** {@code payload}, or {@code payloadBase64} where it need not be text. */
    public static void writePayload(JsonGenerator json, Payload payload) {
        if (payload.isBinary()) {
            json.writeBinaryProperty("payloadBase64", payload.bytes());
            return;
        }
        var text = new String(payload.bytes(), StandardCharsets.UTF_8);
        json.writeName("payload");
        if (isJson(payload.contentType()) && isOneValue(text)) {
            json.writeRawValue(text.replace('\n', ' ').replace('\r', ' ')); // Between tokens, for there are none in them.
        } else {
            json.writeString(text);
        }
    }

    /** RFC 6839 section 3.1. */
    private static boolean isJson(String contentType) {
        var mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.equals("application/json") || mediaType.endsWith("+json");
    }

    /** Whether it is JSON: publishers may say so and send something else, which would break out of what it is embedded in. */
    public static boolean isOneValue(String text) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }
}
