package dev.carillon.publish;

import java.util.Arrays;
import java.util.Map;

import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code {"type":…,"payload":…}} and cuts the payload out of the request as it stands: parsed and printed again,
 * {@code 1.10} would become {@code 1.1} and white space would go.
 */
final class JsonBody {

    private static final String CONTENT_TYPE = "application/json";

    private static final JsonFactory JSON = JsonFactory.builder()
            // RFC 8259 section 4 leaves a repeated name open; two readers of one document must not differ (CWE-436).
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] body;
    private @Nullable String type;
    private @Nullable String key;
    private byte @Nullable [] payload;

    private JsonBody(byte[] body) {
        this.body = body;
    }

    /**
     * Parses the body of a publish request.
     *
     * @throws Problem if it is not JSON in UTF-8, lacks {@code payload} or has a field that nobody knows
     */
    static PublishRequest parse(byte[] body) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return new JsonBody(body).read(parser);
        } catch (JacksonException _) {
            throw invalid("The body is not well-formed JSON in UTF-8.", null);
        }
    }

    private PublishRequest read(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("The body must be a JSON object.", null);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, name);
                case "key" -> key = text(parser, name);
                case "payload" -> payload = slice(parser);
                case "ephemeral" -> requireEphemeral(parser);
                default -> throw invalid("The body has a field that is not known.", name);
            }
        }
        if (parser.nextToken() != null) {
            throw invalid("The body has something after its JSON object.", null);
        }
        if (payload == null) {
            throw invalid("The body needs a payload.", "payload");
        }
        return new PublishRequest(type, key, Map.of(), new Payload(CONTENT_TYPE, payload));
    }

    private static @Nullable String text(JsonParser parser, String name) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getString();
            default -> throw invalid("The field must be a text.", name);
        };
    }

    private static void requireEphemeral(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            throw notEphemeral();
        }
    }

    static Problem notEphemeral() {
        return invalid("This version keeps no log, so a notification can only be ephemeral.", "ephemeral");
    }

    /** The bytes of the current value. Offsets are unknown (-1) for UTF-16 and UTF-32, which RFC 8259 forbids. */
    private byte[] slice(JsonParser parser) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        if (from < 0) {
            throw invalid("The body is not well-formed JSON in UTF-8.", null);
        }
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(body, from, to);
    }

    private static Problem invalid(String message, @Nullable String field) {
        return new Problem(ProblemCode.REQUEST_INVALID, message, field);
    }
}
