package dev.carillon.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers of the REST API against its document: each that a test gets has to stand there. Thread-safe. */
public final class RestContract {

    private static final String DOCUMENT = "openapi.json";
    private static final String API = "/api/v1";
    /** What every answer may have, whoever gives it. */
    private static final Set<String> USUAL = Set.of(":status", "accept", "cache-control", "connection",
            "content-length",
            "content-type",
            "content-security-policy", "date", "expires", "pragma", "referrer-policy", "strict-transport-security",
            "transfer-encoding", "vary", "x-content-type-options", "x-frame-options", "allow",
            "access-control-allow-origin", "access-control-expose-headers");
    private static final Pattern EVENT = Pattern.compile("event: (.*)\ndata: (.*)");
    private static final List<Operation> OPERATIONS = new ArrayList<>();
    private static final JsonNode OPENAPI = read();
    private static final Schemas SCHEMAS = new Schemas(SpecificationVersion.DRAFT_2020_12, Map.of(DOCUMENT, OPENAPI));
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
    private static final Set<String> QUERIES = new ConcurrentSkipListSet<>();
    private static final Set<String> DETAILS = new ConcurrentSkipListSet<>();

    /** @param pointer where it stands in the document */
    record Operation(String id, String method, String template, String pointer, JsonNode text) {

        boolean is(String asked, String path) {
            return method.equals(asked) && path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
        }
    }

    private RestContract() {}

    static List<Operation> operations() {
        return OPERATIONS;
    }

    static JsonNode document() {
        return OPENAPI;
    }

    /** What was seen in this JVM: {@code publishToTopic 201}, and with the code of a refusal. */
    static Set<String> seen() {
        return SEEN;
    }

    /** What was asked by query in this JVM and taken: {@code publishToTopic type}. */
    static Set<String> queries() {
        return QUERIES;
    }

    /** The names in the query that an operation may be asked by. */
    static List<String> queries(Operation operation) {
        return operation.text()
                .path("parameters")
                .valueStream()
                .map(RestContract::resolved)
                .filter(parameter -> parameter.get("in").asString().equals("query"))
                .map(parameter -> parameter.get("name").asString())
                .toList();
    }

    /** What refusals said, behind their codes. */
    static Set<String> details() {
        return DETAILS;
    }

    /** The codes of a response; none where it is no refusal. */
    static List<String> codes(JsonNode response) {
        return resolved(response).at("/content/application~1problem+json/schema/allOf/1/properties/code/enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    static Schemas schemas() {
        return SCHEMAS;
    }

    /** Checks an answer of the API; those of other paths are none of its business. */
    public static void check(HttpResponse<String> answer) {
        var request = answer.request();
        var path = request.uri().getRawPath();
        if (!path.startsWith(API + "/") || request.method().equals("OPTIONS")) {
            return;
        }
        boolean head = request.method().equals("HEAD");
        var method = head ? "GET" : request.method();
        var what = request.method() + " " + request.uri() + " " + answer.statusCode();
        var body = head ? null : json(answer);
        operation(method, path).ifPresentOrElse(operation -> check(operation, answer, body, what), () -> {
            if (answer.statusCode() < 400) {
                throw new AssertionError(what + ": there is no such call in the document");
            }
            if (body != null) {
                SCHEMAS.require(DOCUMENT + "#/components/schemas/Problem", body, what);
            }
        });
    }

    /** Checks the body of a request that was taken. */
    public static void checkTaken(String path, String json) {
        operation("POST", API + path.replaceFirst("\\?.*", "")).ifPresent(operation -> SCHEMAS.require(
                DOCUMENT + "#" + operation.pointer() + "/requestBody/content/application~1json/schema",
                JsonMapper.shared().readTree(json), "POST " + path));
    }

    /** Checks the data of a server-sent event. */
    public static void checkEvent(String type, String data) {
        var schema = switch (type) {
            case "carillon.subscribed" -> "SubscribedEvent";
            case "carillon.closed" -> "ClosedEvent";
            default -> "Event";
        };
        SCHEMAS.require(DOCUMENT + "#/components/schemas/" + schema, JsonMapper.shared().readTree(data), type);
    }

    private static void checkEvents(String stream) {
        EVENT.matcher(stream).results().forEach(event -> checkEvent(event.group(1), event.group(2)));
    }

    private static void check(Operation operation, HttpResponse<String> answer, JsonNode body, String what) {
        var status = Integer.toString(answer.statusCode());
        var responses = operation.text().get("responses");
        var said = responses.has(status) && !isOther(responses.get(status), body) ? status : "default";
        if (answer.statusCode() < 400 && !said.equals(status)) {
            throw new AssertionError(what + ": the document has no such status of " + operation.id());
        }
        if (answer.statusCode() < 400) {
            checkQuery(operation, answer.request().uri().getRawQuery(), what);
        }
        var response = resolved(responses.get(said));
        var headers = response.path("headers");
        answer.headers().map().keySet().forEach(name -> {
            if (!USUAL.contains(name.toLowerCase(Locale.ROOT))
                    && headers.propertyNames().stream().noneMatch(name::equalsIgnoreCase)) {
                throw new AssertionError(what + ": the document has no header " + name + " of " + operation.id());
            }
        });
        headers.properties().forEach(header -> {
            if (resolved(header.getValue()).path("required").asBoolean(false)
                    && answer.headers().firstValue(header.getKey()).isEmpty()) {
                throw new AssertionError(what + ": the answer lacks " + header.getKey());
            }
        });
        if (body != null) {
            var type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
            if (!response.path("content").has(type)) {
                throw new AssertionError(what + ": the document has no " + type + " of " + operation.id());
            }
            SCHEMAS.require(DOCUMENT + "#" + pointer(operation, responses.get(said), said) + "/content/"
                    + type.replace("/", "~1") + "/schema", body, what);
        }
        boolean refused = body != null && body.has("code");
        SEEN.add(operation.id() + " " + status + (refused ? " " + body.get("code").asString() : ""));
        if (refused) {
            DETAILS.add(body.get("code").asString() + ": " + body.path("detail").asString());
        }
        if (status.equals("200") && body == null) {
            checkEvents(answer.body());
        }
    }

    private static void checkQuery(Operation operation, String query, String what) {
        var documented = queries(operation);
        for (var parameter : query == null ? new String[0] : query.split("&")) {
            var name = parameter.split("=", 2)[0];
            if (!documented.contains(name)) {
                throw new AssertionError(what + ": the document has no parameter " + name + " of " + operation.id());
            }
            QUERIES.add(operation.id() + " " + name);
        }
    }

    /** Whether a refusal is one of those that any call may get, though the operation has its status for another reason. */
    private static boolean isOther(JsonNode response, JsonNode body) {
        var codes = codes(response);
        return body != null && body.has("code") && !codes.isEmpty() && !codes.contains(body.get("code").asString());
    }

    private static String pointer(Operation operation, JsonNode response, String status) {
        return response.has("$ref")
                ? response.get("$ref").asString().substring(1)
                : operation.pointer() + "/responses/" + status;
    }

    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? OPENAPI.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static Optional<Operation> operation(String method, String path) {
        return OPERATIONS.stream()
                .filter(operation -> operation.is(method, path))
                .findFirst();
    }

    /** The body; null where there is none, or where it is a stream of events. */
    private static JsonNode json(HttpResponse<String> answer) {
        if (answer.body().isEmpty()
                || answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream")) {
            return null;
        }
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new AssertionError("no JSON: " + answer.body(), e);
        }
    }

    private static JsonNode read() {
        try (var file = RestContract.class.getResourceAsStream("/static/api/" + DOCUMENT)) {
            var document = JsonMapper.shared().readTree(file);
            document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
                OPERATIONS.add(new Operation(method.getValue().get("operationId").asString(),
                        method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        "/paths/" + path.getKey().replace("/", "~1") + "/" + method.getKey(), method.getValue()));
            }));
            // Of two paths that fit, the one with fewer variables is meant.
            OPERATIONS.sort(Comparator.comparingInt(operation -> operation.template().split("\\{").length));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
