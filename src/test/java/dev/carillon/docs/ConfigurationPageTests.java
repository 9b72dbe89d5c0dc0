package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** {@code src/docs/configuration.md} lists the settings that the code has, with their defaults. */
class ConfigurationPageTests {

    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

    @Test
    void listsEverySettingWithItsDefault() throws IOException {
        var real = new ArrayList<List<String>>();
        for (var property : JsonMapper.shared().readTree(METADATA).path("properties")) {
            if (!property.path("name").asString().startsWith("carillon.")) {
                continue; // Spring's own, which we bind to the pool.
            }
            var value = property.path("defaultValue");
            boolean none = value.isMissingNode() || value.isArray() && value.isEmpty();
            real.add(List.of("`" + property.path("name").asString() + "`",
                    none ? "none" : "`" + value.asString() + "`"));
        }
        var documented = Page.read("src/docs/configuration.md")
                .table("setting", "default", "meaning")
                .stream()
                .map(row -> row.subList(0, 2))
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(real);
    }
}
