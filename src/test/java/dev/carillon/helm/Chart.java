package dev.carillon.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.marcnuri.helm.Helm;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

/** The chart, rendered as Helm does, without a cluster; each set of values once. */
final class Chart {

    static final Path DIRECTORY = Path.of("helm", "carillon");

    static final String DEPLOYMENT = "Deployment/carillon";
    static final String SERVICE = "Service/carillon";
    static final String API = "Service/carillon-api";
    static final String MANAGEMENT = "Service/carillon-management";

    /** The least that has to be set. */
    static final String KEY = "tokens: {existingSecret: {name: carillon-key}}\n";

    static final String DATABASE = "log: {database: {url: 'jdbc:postgresql://db.bells/carillon'}}\n";

    /** What lets several pods be. */
    static final String CLUSTER = KEY + DATABASE + "relay: {type: rabbitmq, host: mq.bells}\n";

    private static final String KUBERNETES = "1.27.0";
    private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

    /** A copy in which the pod of {@code helm test} is an object like any other: Helm does not print hooks. */
    private static final Path WITHOUT_HOOKS = withoutHooks();

    private Chart() {}

    static Rendered render(String values) {
        return render("carillon", values);
    }

    static Rendered render(String release, String values) {
        return RENDERED.computeIfAbsent(release + "\n" + values,
                _ -> Rendered.parse(manifests(WITHOUT_HOOKS, release, values)));
    }

    /** What a chart, in this directory, renders to. */
    static String manifests(Path directory, String release, String values) {
        return withFile(values, file -> new Helm(directory).template()
                .withName(release)
                .withNamespace("bells")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(file)
                .call());
    }

    private static Path withoutHooks() {
        try {
            var copy = Files.createTempDirectory("carillon-chart");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(copy.toFile())));
            FileSystemUtils.copyRecursively(DIRECTORY, copy);
            var test = copy.resolve("templates/tests/readiness.yaml");
            Files.writeString(test, Files.readString(test).replace("helm.sh/hook: test", "example.org/hook: test"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String notes(String values) {
        return withFile(values, file -> new Helm(DIRECTORY).install()
                .withName("carillon")
                .withNamespace("bells")
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .dryRun()
                .withValuesFile(file)
                .call()
                .getOutput());
    }

    /** The sets that operators may begin with, by name. */
    static List<String> examples() {
        try (var files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String example(String name) {
        return read("ci/" + name);
    }

    static String read(String file) {
        try {
            return Files.readString(DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> yaml(String text) {
        return new Yaml().load(text);
    }

    private interface Rendering {
        String of(Path values);
    }

    private static String withFile(String values, Rendering rendering) {
        try {
            var file = Files.createTempFile("carillon-values", ".yaml");
            try {
                return rendering.of(Files.writeString(file, values));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
