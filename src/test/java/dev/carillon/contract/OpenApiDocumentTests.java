package dev.carillon.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The document that the service has as a file is what the service is. */
class OpenApiDocumentTests {

    private static final Path DOCUMENT = Path.of("src/main/resources/static/api/openapi.json");
    private static final Path WANTED = Path.of("target/api/openapi.json");
    private static final RunningCarillon CARILLON = RunningCarillon.start("springdoc.api-docs.enabled=true",
            "springdoc.api-docs.path=/development/springdoc", "springdoc.paths-to-match=/api/v1/**");

    /** What springdoc finds in the controllers. */
    private final JsonNode found = JsonMapper.shared()
            .readTree(CARILLON.get(CARILLON.http("/development/springdoc")).body());

    @AfterAll
    static void stop() {
        CARILLON.close();
    }

    @Test
    void isWhatTheServiceIs() throws IOException {
        var wanted = JsonMapper.shared()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(new OpenApiDocument().complete(found)) + "\n";
        Files.createDirectories(WANTED.getParent());
        Files.writeString(WANTED, wanted);

        assertThat(Files.readString(DOCUMENT).equals(wanted)).as("%s has what %s should be", WANTED, DOCUMENT).isTrue();
    }

    /** Controllers that answer with a record: springdoc knows its components, and we their schema. */
    @Test
    void namesEveryComponentOfTheRecordsThatAreAnswered() throws IOException {
        var document = new OpenApiDocument().complete(found);
        var compared = new TreeSet<String>();
        found.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            var pointer = "/responses/%s/content/application~1json/schema";
            method.getValue().get("responses").propertyNames().forEach(status -> {
                var reflected = resolved(found, method.getValue().at(pointer.formatted(status)));
                if (reflected.has("properties")) {
                    compared.add(method.getValue().get("operationId").asString());
                    assertSameNames(reflected, document.get("paths")
                            .get(path.getKey())
                            .get(method.getKey())
                            .at(pointer.formatted(status)), document);
                }
            });
        }));

        assertThat(compared).hasSize(7);
    }

    private void assertSameNames(JsonNode reflected, JsonNode ours, JsonNode document) {
        var one = resolved(found, reflected);
        var other = resolved(document, ours);
        assertThat(other.path("properties").propertyNames()).as(other.toString())
                .containsExactlyInAnyOrderElementsOf(one.path("properties").propertyNames());
        one.path("properties").properties().forEach(property -> {
            if (property.getValue().has("items")) {
                assertSameNames(property.getValue().get("items"),
                        resolved(document, other.get("properties").get(property.getKey())).get("items"), document);
            }
        });
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    }
}
