package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.marcnuri.helm.Helm;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

/** {@code helm lint --strict} has nothing to say, whichever values a chart begins with. */
class LintTests {

    @TempDir
    private Path copy;

    static List<String> examples() {
        return Chart.examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isClean(String example) throws IOException {
        FileSystemUtils.copyRecursively(Chart.DIRECTORY, copy);
        var values = merged(Chart.yaml(Chart.read("values.yaml")), Chart.yaml(Chart.example(example)));
        Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(values));

        var lint = new Helm(copy).lint().strict().call();

        assertThat(lint.getMessages()).containsExactly("[INFO] Chart.yaml: icon is recommended");
        assertThat(lint.isFailed()).isFalse();
    }

    private static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> values) {
        var merged = new LinkedHashMap<>(defaults);
        values.forEach((name, value) -> merged.merge(name, value, (before, after) -> before instanceof Map
                ? merged(Rendered.map(before), Rendered.map(after))
                : after));
        return merged;
    }
}
