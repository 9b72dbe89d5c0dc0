package dev.carillon.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

import com.networknt.schema.SpecificationVersion;
import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The documents are what their standards take, and what they say of themselves. */
class SchemaTests {

    private static final String OPENAPI = "openapi.json#";

    @Test
    void schemasAreSchemas() {
        var schemas = new Schemas(SpecificationVersion.DRAFT_2020_12, Map.of());
        SchemaFiles.all()
                .forEach((name, schema) -> schemas
                        .require("https://json-schema.org/draft/2020-12/schema", schema, name));
    }

    @Test
    void theDocumentIsOneOfOpenApi() throws IOException, InterruptedException {
        var schema = NpmPackage.OPENAPI.json("schemas/v3.1/schema.json");

        new Schemas(SpecificationVersion.DRAFT_2020_12, Map.of("oas.json", schema)).require("oas.json",
                RestContract.document(), "openapi.json");
    }

    /** Each body that is shown, and each parameter. */
    @Test
    void examplesKeepTheirSchemas() {
        var seen = new TreeSet<String>();
        walk(RestContract.document(), "", seen);

        assertThat(seen).hasSizeGreaterThan(40);
    }

    @Test
    void areServedToEverybody() {
        var carillon = RunningCarillon.shared();
        for (var file : new String[]{"openapi.json", "asyncapi.yaml", "schemas/problem.json", "index.html", ""}) {
            assertThat(carillon.get(carillon.http("/api/" + file)).statusCode()).as(file).isEqualTo(200);
        }
        SchemaFiles.all()
                .keySet()
                .forEach(name -> assertThat(
                        carillon.get(carillon.http("/api/schemas/" + name + ".json")).statusCode()).isEqualTo(200));
    }

    private static void walk(JsonNode node, String pointer, TreeSet<String> seen) {
        if (node.isObject() && node.has("schema")) {
            node.path("examples").properties().forEach(example -> {
                RestContract.schemas()
                        .require(OPENAPI + pointer + "/schema", example.getValue().get("value"),
                                example.getKey());
                seen.add(pointer + example.getKey());
            });
            if (node.has("example")) {
                RestContract.schemas().require(OPENAPI + pointer + "/schema", node.get("example"), pointer);
                seen.add(pointer);
            }
        }
        node.properties()
                .forEach(entry -> walk(entry.getValue(),
                        pointer + "/" + entry.getKey().replace("/", "~1"), seen));
    }
}
