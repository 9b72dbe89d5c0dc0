package dev.carillon.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The JSON Schemas that the service serves, in {@code src/main/resources/static/api/schemas}, which are the only ones there are. */
final class SchemaFiles {

    static final Path DIRECTORY = Path.of("src/main/resources/static/api/schemas");

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    private SchemaFiles() {}

    /** By the names of their files, without {@code .json}. */
    static Map<String, ObjectNode> all() {
        var schemas = new TreeMap<String, ObjectNode>();
        try (var files = Files.list(DIRECTORY)) {
            files.forEach(file -> schemas.put(file.getFileName().toString().replace(".json", ""),
                    (ObjectNode) JsonMapper.shared().readTree(file.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** The same as components of a document that holds all of them: a file has its title's name, a definition its own. */
    static ObjectNode components() {
        var components = new TreeMap<String, JsonNode>();
        all().forEach((file, schema) -> {
            var definitions = schema.path("$defs").deepCopy();
            schema.remove("$defs");
            schema.remove("$schema");
            if (!schema.path("title").asString().equals("Values")) {
                put(components, schema.get("title").asString(), bundled(schema, file));
            }
            definitions.properties()
                    .forEach(entry -> put(components, StringUtils.capitalize(entry.getKey()),
                            bundled(entry.getValue(), file)));
        });
        return JsonMapper.shared().createObjectNode().setAll(components);
    }

    /** Where a document that holds all of them has {@code published}, or {@code values/topic}. */
    static String component(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? reference(name + ".json", "")
                : reference(name.substring(0, slash) + ".json",
                        DEFINITIONS + name.substring(slash + 1));
    }

    private static void put(Map<String, JsonNode> components, String name, JsonNode schema) {
        if (components.put(name, schema) != null) {
            throw new AssertionError("Two schemas are called " + name + ".");
        }
    }

    private static JsonNode bundled(JsonNode schema, String file) {
        if (schema instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (entry.getKey().equals("$ref")) {
                    var parts = entry.getValue().asString().split("(?=#)", 2);
                    boolean here = parts[0].startsWith("#");
                    entry.setValue(StringNode.valueOf(reference(here ? file + ".json" : parts[0],
                            here ? parts[0] : parts.length == 2 ? parts[1] : "")));
                } else {
                    bundled(entry.getValue(), file);
                }
            });
        } else {
            schema.forEach(item -> bundled(item, file));
        }
        return schema;
    }

    private static String reference(String file, String pointer) {
        if (pointer.startsWith(DEFINITIONS)) {
            return COMPONENTS + StringUtils.capitalize(pointer.substring(DEFINITIONS.length()));
        }
        var title = JsonMapper.shared().readTree(DIRECTORY.resolve(file).toFile()).get("title").asString();
        return COMPONENTS + title + pointer.replaceFirst("#", "");
    }
}
