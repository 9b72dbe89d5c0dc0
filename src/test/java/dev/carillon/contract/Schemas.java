package dev.carillon.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

/** Documents that hold schemas, and what does not keep them. Thread-safe. */
final class Schemas {

    private static final String BASE = "https://carillon.invalid/api/";
    private static final SchemaRegistryConfig FORMATS_COUNT = SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .build();

    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** @param documents by the names that they have for one another */
    Schemas(SpecificationVersion version, Map<String, JsonNode> documents) {
        this.registry = SchemaRegistry.withDefaultDialect(version, builder -> builder
                .schemaRegistryConfig(FORMATS_COUNT)
                .schemas(address -> {
                    var document = documents.get(address.replace(BASE, ""));
                    return document == null ? null : document.toString();
                }));
    }

    /**
     * Fails where a value does not keep a schema.
     *
     * @param reference the schema's document and the JSON Pointer to it
     * @param what it is, for people
     */
    void require(String reference, JsonNode value, String what) {
        var errors = compiled
                .computeIfAbsent(reference,
                        at -> registry.getSchema(SchemaLocation.of(at.startsWith("https:") ? at : BASE + at)))
                .validate(value);
        if (!errors.isEmpty()) {
            throw new AssertionError(what + " does not keep " + reference + ": "
                    + errors.stream().map(Error::toString).toList() + "\n" + value);
        }
    }
}
