package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the container is told by its environment is a setting that there is: one that is not would be overlooked. */
class EnvironmentTests {

    /** Read by the JVM, by a placeholder, or an operator's own. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "CARILLON_TLS_DIRECTORY", "TZ", "NODE");
    /** Of doors and of the drain, as the chart relies on them. */
    private static final List<String> COMING = List.of("CARILLON_API_", "CARILLON_DRAIN_", "CARILLON_CONNECTIONS_");
    private static final List<String> MAPS = List.of("CARILLONTOKENSISSUERS", "SPRINGSSLBUNDLEPEM");

    static List<String> examples() {
        return Chart.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isOfSettingsThatThereAre(String example) throws IOException {
        var settings = settings();

        assertThat(Chart.render(Chart.example(example)).environment().keySet())
                .filteredOn(name -> !OTHERS.contains(name) && COMING.stream().noneMatch(name::startsWith))
                .map(name -> name.replace("_", ""))
                .filteredOn(name -> MAPS.stream().noneMatch(name::startsWith))
                .isSubsetOf(settings);
    }

    /** Of Spring and of Carillon, without what sets their words apart. */
    private static Set<String> settings() throws IOException {
        var settings = new HashSet<String>();
        for (var file : List.of("spring-configuration-metadata.json",
                "additional-spring-configuration-metadata.json")) {
            var found = EnvironmentTests.class.getClassLoader().getResources("META-INF/" + file);
            for (var metadata : Collections.list(found)) {
                try (var stream = metadata.openStream()) {
                    JsonMapper.shared()
                            .readTree(stream)
                            .path("properties")
                            .forEach(property -> settings.add(
                                    property.path("name").asString().replaceAll("[.-]", "").toUpperCase(Locale.ROOT)));
                }
            }
        }
        return settings;
    }
}
