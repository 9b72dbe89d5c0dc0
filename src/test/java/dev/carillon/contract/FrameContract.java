package dev.carillon.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Holds the frames that the service sends against {@code asyncapi.yaml}: each that a test reads has to stand there. Thread-safe. */
public final class FrameContract {

    /** What a WebSocket says that ended without a close frame (RFC 6455 section 7.4.1). */
    private static final int NO_CLOSE_FRAME = 1006;

    private static final String DOCUMENT = "asyncapi.yaml";
    private static final JsonNode ASYNCAPI = Descriptions.yaml(SchemaFiles.DIRECTORY.resolveSibling(DOCUMENT));
    private static final Schemas SCHEMAS = new Schemas(SpecificationVersion.DRAFT_7, documents());
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    private FrameContract() {}

    static JsonNode document() {
        return ASYNCAPI;
    }

    static Schemas schemas() {
        return SCHEMAS;
    }

    /** The messages, close codes and codes of ERROR that were seen in this JVM. */
    static Set<String> seen() {
        return SEEN;
    }

    public static List<Integer> closeCodes() {
        return ASYNCAPI.at("/channels/session/x-close-codes").propertyNames().stream().map(Integer::valueOf).toList();
    }

    /** Checks a frame of the service. */
    public static void check(String command, Map<String, String> headers, String body) {
        var message = message(command, headers);
        var pointer = DOCUMENT + "#/components/messages/" + message;
        var what = command + " " + headers.getOrDefault("type", "");
        SCHEMAS.require(pointer + "/headers", JsonMapper.shared().valueToTree(headers), what);
        if (ASYNCAPI.at("/components/messages/" + message + "/payload").has("$ref")) {
            SCHEMAS.require(pointer + "/payload", JsonMapper.shared().readTree(body), what);
        } else if (!command.equals("MESSAGE") && !body.isEmpty()) {
            throw new AssertionError(what + " has a body: " + body);
        }
        SEEN.add(message);
        if (message.equals("error")) {
            SEEN.add("error " + headers.get("code"));
        }
    }

    /** Checks the code with which the service closes; where there was none, as of a connection that is cut, there is nothing to check. */
    public static void checkClose(int code) {
        if (code != NO_CLOSE_FRAME && !closeCodes().contains(code)) {
            throw new AssertionError("The document has no close code " + code + ".");
        }
        SEEN.add("close " + code);
    }

    private static String message(String command, Map<String, String> headers) {
        return switch (command) {
            case "CONNECTED" -> "connected";
            case "ERROR" -> "error";
            case "RECEIPT" -> headers.containsKey("notification-id")
                    ? "published"
                    : headers.containsKey("offset") ? "subscribed" : "receipt";
            case "MESSAGE" -> headers.getOrDefault("type", "").startsWith("carillon.")
                    ? headers.get("type").substring("carillon.".length())
                    : "notification";
            default -> throw new AssertionError("The document has no frame " + command + " of the service.");
        };
    }

    /** With the files that it refers to, which are of a later draft: what they say means the same in this one. */
    private static Map<String, JsonNode> documents() {
        var documents = new HashMap<String, JsonNode>(Map.of(DOCUMENT, ASYNCAPI));
        SchemaFiles.all()
                .forEach((name, schema) -> documents.put("schemas/" + name + ".json",
                        schema.set("$schema", StringNode.valueOf("http://json-schema.org/draft-07/schema#"))));
        return documents;
    }
}
