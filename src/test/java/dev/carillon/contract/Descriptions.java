package dev.carillon.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people are told of the API, in {@code src/docs/openapi}: each operation in the file of its tag. */
final class Descriptions {

    private static final Path DIRECTORY = Path.of("src/docs/openapi");
    private static final String DOCUMENT = "document.yaml";

    /** @param name its operationId */
    record Operation(String name, String tag, JsonNode text) {

        String path() {
            return "/api/v1" + text.get("call").asString().split(" ")[1];
        }

        String method() {
            return text.get("call").asString().split(" ")[0].toLowerCase(Locale.ROOT);
        }

        String call() {
            return method().toUpperCase(Locale.ROOT) + " " + path();
        }
    }

    private Descriptions() {}

    static JsonNode document() {
        return yaml(DIRECTORY.resolve(DOCUMENT));
    }

    /** In the order of the document's tags. */
    static List<Operation> operations() {
        return document().get("tags").valueStream().map(tag -> tag.get("name").asString()).flatMap(tag -> {
            var file = yaml(DIRECTORY.resolve(tag.toLowerCase(Locale.ROOT) + ".yaml"));
            return file.properties().stream().map(entry -> new Operation(entry.getKey(), tag, entry.getValue()));
        }).toList();
    }

    static JsonNode yaml(Path file) {
        try (var text = Files.newBufferedReader(file)) {
            return JsonMapper.shared().valueToTree(new Yaml().load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
