package dev.carillon.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.carillon.Machine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A package of npm that holds what no artifact of Maven does: the JSON Schemas of documents. */
enum NpmPackage {

    ASYNCAPI("@asyncapi/specs", "6.11.1"),
    OPENAPI("@seriousme/openapi-schema-validator", "2.11.0");

    private final String name;
    private final String version;
    private final Path directory = Path.of("target/npm", name());

    NpmPackage(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** A file of it. Skips the test where npm is missing, or cannot reach its registry. */
    JsonNode json(String file) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var archive = name.substring(1).replace('/', '-') + "-" + version + ".tgz";
        assumeTrue(
                Files.exists(directory.resolve(archive))
                        || (Machine.has("npm") && runs("npm", "pack", name + "@" + version)),
                () -> Machine.skipped("the schema of " + name, "no npm on the path, or no registry"));
        if (!runs("tar", "xzf", archive)) {
            throw new AssertionError("tar cannot unpack " + archive);
        }
        return JsonMapper.shared().readTree(directory.resolve("package").resolve(file).toFile());
    }

    private boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command)).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
    }
}
