package dev.carillon.contract;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.carillon.docs.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document of the REST API, put together: its operations are those that springdoc finds in the running service, what is said of them
 * is in {@code src/docs/openapi}, their bodies are the schemas that the service serves.
 */
final class OpenApiDocument {

    private static final Set<String> OF_A_SCHEMA = Set.of("type", "minLength", "maxLength", "pattern", "minimum",
            "maximum", "const", "default");
    private static final String JSON = "application/json";

    private final JsonNode said = Descriptions.document();
    private final Refusals refusals;

    OpenApiDocument() throws IOException {
        this.refusals = new Refusals(said, Page.read("src/docs/protocol.md"));
    }

    /** @param found springdoc's document */
    ObjectNode complete(JsonNode found) {
        var document = JsonMapper.shared().createObjectNode();
        document.set("openapi", found.get("openapi"));
        document.set("info", said.get("info"));
        document.putArray("servers").addObject().put("url", "/");
        document.set("tags", said.get("tags"));
        var paths = document.putObject("paths");
        var undescribed = calls(found);
        Descriptions.operations().forEach(operation -> {
            var call = undescribed.remove(operation.call());
            if (call == null) {
                throw new AssertionError("src/docs/openapi describes what there is not: " + operation.call());
            }
            paths.withObjectProperty(operation.path()).set(operation.method(), complete(operation, call));
        });
        if (!undescribed.isEmpty()) {
            throw new AssertionError("src/docs/openapi has to describe " + undescribed.keySet());
        }
        components(document.putObject("components"));
        return document;
    }

    private static Map<String, JsonNode> calls(JsonNode found) {
        var calls = new TreeMap<String, JsonNode>();
        found.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> calls
                                .put(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                        method.getValue())));
        return calls;
    }

    private ObjectNode complete(Descriptions.Operation operation, JsonNode found) {
        var text = operation.text();
        var complete = JsonMapper.shared().createObjectNode();
        complete.putArray("tags").add(operation.tag());
        complete.put("summary", text.get("summary").asString());
        complete.put("description", text.get("description").asString().strip());
        complete.put("operationId", operation.name());
        var names = text.path("parameters").valueStream().map(JsonNode::asString).toList();
        requirePathVariables(operation, names, found);
        names.forEach(name -> complete.withArrayProperty("parameters")
                .addObject()
                .put("$ref", "#/components/parameters/" + name));
        if (text.has("body")) {
            complete.set("requestBody", body(text.get("body")));
        }
        var answers = complete.putObject("responses");
        text.get("answers").properties().forEach(answer -> answers.set(answer.getKey(), answer(answer.getValue())));
        refusals.addTo(answers, operation);
        var security = complete.putArray("security");
        var scopes = security.addObject().putArray("bearer");
        if (text.has("scope")) {
            scopes.add(text.get("scope").asString());
        }
        if (text.has("anonymous")) {
            security.addObject(); // Where carillon.access.anonymous-subscribe is set.
        }
        return complete;
    }

    private void requirePathVariables(Descriptions.Operation operation, List<String> names, JsonNode found) {
        var variables = found.path("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("in").asString().equals("path"))
                .map(parameter -> parameter.get("name").asString())
                .toList();
        if (!names.containsAll(variables)) {
            throw new AssertionError(operation.call() + " has the parameters " + variables + " in its path");
        }
    }

    private static ObjectNode body(JsonNode text) {
        var body = JsonMapper.shared().createObjectNode().put("required", true);
        var content = body.putObject("content");
        content.set(JSON, json(text));
        if (text.has("other")) {
            var payload = content.putObject("text/plain");
            payload.putObject("schema").put("type", "string").put("description", "The payload itself.");
            payload.putObject("examples").putObject("text").put("value", "Your order is on its way");
            content.putObject("application/octet-stream"); // Whatever it is.
        }
        return body;
    }

    private static ObjectNode answer(JsonNode text) {
        var answer = JsonMapper.shared().createObjectNode().put("description", text.get("description").asString());
        text.path("headers")
                .forEach(header -> answer.withObjectProperty("headers")
                        .putObject(header.asString())
                        .put("$ref", "#/components/headers/" + header.asString()));
        if (text.has("schema")) {
            answer.putObject("content").set(JSON, json(text));
        } else if (text.has("text")) {
            var stream = answer.putObject("content").putObject("text/event-stream");
            stream.putObject("schema").put("type", "string");
            stream.putObject("examples").putObject("stream").put("value", text.get("text").asString());
        }
        return answer;
    }

    private static ObjectNode json(JsonNode text) {
        var json = JsonMapper.shared().createObjectNode();
        json.putObject("schema").put("$ref", SchemaFiles.component(text.get("schema").asString()));
        var examples = json.putObject("examples");
        text.get("examples")
                .properties()
                .forEach(example -> examples.putObject(example.getKey()).set("value", example.getValue()));
        return json;
    }

    private void components(ObjectNode components) {
        components.set("schemas", SchemaFiles.components());
        components.set("responses", refusals.components());
        var parameters = components.putObject("parameters");
        said.get("parameters").properties().forEach(entry -> {
            var parameter = parameters.putObject(entry.getKey());
            parameter.put("name", entry.getValue().path("name").asString(entry.getKey()));
            parameter.set("in", entry.getValue().get("in"));
            parameter(parameter, entry.getValue());
        });
        var headers = components.putObject("headers");
        said.get("headers")
                .properties()
                .forEach(entry -> parameter(headers.putObject(entry.getKey()), entry.getValue()));
        var bearer = components.putObject("securitySchemes").putObject("bearer");
        bearer.put("type", "http").put("scheme", "bearer").put("bearerFormat", "JWT");
        bearer.set("description", said.get("security").get("description"));
    }

    private static void parameter(ObjectNode parameter, JsonNode text) {
        var schema = JsonMapper.shared().createObjectNode();
        if (text.has("array")) {
            schema.put("type", "array")
                    .putObject("items")
                    .put("$ref", SchemaFiles.component(text.get("array").asString()));
        } else if (text.has("schema")) {
            schema.put("$ref", SchemaFiles.component(text.get("schema").asString()));
        }
        text.properties().forEach(entry -> {
            if (OF_A_SCHEMA.contains(entry.getKey())) {
                schema.set(entry.getKey(), entry.getValue());
            } else if (Set.of("required", "description", "example").contains(entry.getKey())) {
                parameter.set(entry.getKey(), entry.getValue());
            }
        });
        parameter.set("schema", schema);
    }
}
