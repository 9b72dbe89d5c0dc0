package dev.carillon.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The JSON object around a payload, which is cut out of the request as it stands: parsed and printed again, {@code 1.10} would
 * become {@code 1.1} and white space would go.
 */
final class JsonEnvelope {

    /** Who says where it goes. */
    enum Addressed {
        BY_PATH,
        TO_ONE,
        TO_MANY
    }

    private static final String CONTENT_TYPE = "application/json";

    private final byte[] body;
    private final Addressed addressed;
    private final List<String> destinations = new ArrayList<>();
    private @Nullable String type;
    private @Nullable String key;
    private @Nullable String ttl;
    private @Nullable String deliverAt;
    private boolean ephemeral;
    private byte @Nullable [] payload;
    /** What was wrong first: the object is read to its end all the same, because others may follow it. */
    private @Nullable Problem problem;

    private JsonEnvelope(byte[] body, Addressed addressed) {
        this.body = body;
        this.addressed = addressed;
    }

    /** Reads an object from behind its first bracket to its last. */
    static JsonEnvelope read(JsonParser parser, byte[] body, Addressed addressed) {
        var envelope = new JsonEnvelope(body, addressed);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            envelope.field(name, parser);
            parser.skipChildren();
        }
        return envelope;
    }

    /** @throws Problem what was wrong with it */
    PublishRequest request() {
        if (problem != null) {
            throw problem;
        }
        if (payload == null) {
            throw PublishRequest.invalid("The body needs a payload.", "payload");
        }
        return new PublishRequest(type, key, Map.of(), new Payload(CONTENT_TYPE, payload),
                RequestTexts.duration(ttl, "ttl"), ephemeral, RequestTexts.instant(deliverAt, "deliverAt"));
    }

    List<String> destinations() {
        return destinations;
    }

    Item item() {
        var destination = destinations.isEmpty() ? "" : destinations.getFirst();
        try {
            return new Item.Legible(destination, request());
        } catch (Problem refusal) {
            return new Item.Illegible(destination, refusal);
        }
    }

    private void field(String name, JsonParser parser) {
        switch (name) {
            case "type" -> type = text(parser, name);
            case "key" -> key = text(parser, name);
            case "ttl" -> ttl = text(parser, name);
            case "deliverAt" -> deliverAt = text(parser, name);
            case "ephemeral" -> ephemeral = flag(parser);
            case "payload" -> payload = slice(parser);
            case "destination" -> address(name, addressed == Addressed.TO_ONE, parser);
            case "destinations" -> addresses(name, parser);
            default -> refuse("The body has a field that is not known.", name);
        }
    }

    private void address(String name, boolean expected, JsonParser parser) {
        var destination = text(parser, name);
        if (!expected || destination == null) {
            refuse("The destination is not named here, or is no text.", name);
        } else {
            destinations.add(destination);
        }
    }

    private void addresses(String name, JsonParser parser) {
        if (addressed != Addressed.TO_MANY || parser.currentToken() != JsonToken.START_ARRAY) {
            refuse("Destinations are not named here, or are no list.", name);
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            address(name, true, parser);
            parser.skipChildren();
        }
    }

    private @Nullable String text(JsonParser parser, String name) {
        return switch (Objects.requireNonNull(parser.currentToken())) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getString();
            default -> {
                refuse("The field must be a text.", name);
                yield null;
            }
        };
    }

    private boolean flag(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_TRUE && parser.currentToken() != JsonToken.VALUE_FALSE) {
            refuse("It is true or false.", "ephemeral");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** The bytes of the current value. Offsets are unknown (-1) for UTF-16 and UTF-32, which RFC 8259 forbids. */
    private byte @Nullable [] slice(JsonParser parser) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (from < 0) {
            refuse("The body is not well-formed JSON in UTF-8.", null);
            return null;
        }
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(body, from, to);
    }

    private void refuse(String message, @Nullable String field) {
        if (problem == null) {
            problem = PublishRequest.invalid(message, field);
        }
    }
}
