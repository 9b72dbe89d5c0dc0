package dev.carillon.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The JSON bodies of publish requests: one notification, one for many destinations, many. */
final class JsonBody {

    private static final JsonFactory JSON = JsonFactory.builder()
            // RFC 8259 section 4 leaves a repeated name open; two readers of one document must not differ (CWE-436).
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] body;
    private final int maxItems;

    /** @param maxItems destinations, or notifications, that one body may name */
    JsonBody(byte[] body, int maxItems) {
        this.body = body;
        this.maxItems = maxItems;
    }

    /**
     * {@code {"type":…,"payload":…}}.
     *
     * @throws Problem if it is not JSON in UTF-8, lacks {@code payload} or has a field that nobody knows
     */
    PublishRequest one() {
        return parse(parser -> JsonEnvelope.read(parser, body, JsonEnvelope.Addressed.BY_PATH).request());
    }

    /** The same with {@code "destinations":[…]}. */
    List<Item> forMany() {
        return parse(parser -> {
            var envelope = JsonEnvelope.read(parser, body, JsonEnvelope.Addressed.TO_MANY);
            var request = envelope.request();
            requireCount(envelope.destinations().size(), "destinations");
            return envelope.destinations()
                    .stream()
                    .map(destination -> (Item) new Item.Legible(destination, request))
                    .toList();
        });
    }

    /** {@code {"notifications":[{"destination":…,"payload":…},…]}}. */
    List<Item> batch() {
        return parse(parser -> {
            if (parser.nextToken() != JsonToken.PROPERTY_NAME || !parser.currentName().equals("notifications")
                    || parser.nextToken() != JsonToken.START_ARRAY) {
                throw PublishRequest.invalid("The body must be {\"notifications\":[…]}.", "notifications");
            }
            var items = new ArrayList<Item>();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                requireCount(items.size() + 1, "notifications");
                items.add(JsonEnvelope.read(parser, body, JsonEnvelope.Addressed.TO_ONE).item());
            }
            requireCount(items.size(), "notifications");
            if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != JsonToken.END_OBJECT) {
                throw PublishRequest.invalid("Notifications are objects, and the body has nothing else.",
                        "notifications");
            }
            return items;
        });
    }

    /** @param reading begins behind the bracket that begins the body's object */
    private <T> T parse(Function<JsonParser, T> reading) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw PublishRequest.invalid("The body must be a JSON object.", null);
            }
            var result = reading.apply(parser);
            if (parser.nextToken() != null) {
                throw PublishRequest.invalid("The body has something after its JSON object.", null);
            }
            return result;
        } catch (JacksonException _) {
            throw PublishRequest.invalid("The body is not well-formed JSON in UTF-8.", null);
        }
    }

    private void requireCount(int count, String field) {
        if (count == 0) {
            throw PublishRequest.invalid("There must be one at least.", field);
        }
        if (count > maxItems) {
            throw new Problem(ProblemCode.PAYLOAD_TOO_LARGE, "One request takes " + maxItems + " at most.", field,
                    Limit.BATCH_SIZE);
        }
    }
}
