package dev.carillon.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import dev.carillon.notification.NotificationJson;
import dev.carillon.notification.Payload;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import tools.jackson.core.JsonGenerator;

/** A MESSAGE as one line of JSON, as the data of a server-sent event would be, but for the key: of that a MESSAGE says nothing. */
final class NotificationLine {

    private NotificationLine() {}

    static String of(SocketEvent.Frame message) {
        var headers = message.headers();
        return new String(NotificationJson.object(json -> {
            for (var name : List.of("destination", "epoch")) {
                write(json, headers, name, name);
            }
            write(json, headers, "message-id", "id");
            var offset = headers.getFirstNativeHeader("offset");
            if (offset != null) {
                json.writeName("offset");
                json.writeRawValue(offset);
            }
            for (var name : List.of("type", "timestamp")) {
                write(json, headers, name, name);
            }
            write(json, headers, "content-type", "contentType");
            var contentType = Objects.requireNonNullElse(headers.getFirstNativeHeader("content-type"), Payload.BINARY);
            NotificationJson.writePayload(json, new Payload(contentType, message.body()));
        }), StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, StompHeaderAccessor headers, String header, String property) {
        var value = headers.getFirstNativeHeader(header);
        if (value != null) {
            json.writeStringProperty(property, value);
        }
    }
}
