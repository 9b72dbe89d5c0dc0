package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Dockerfile has to keep, whoever edits it. */
class ImageTests {

    private final Dockerfile dockerfile = Dockerfile.read();
    private final Dockerfile image = dockerfile.image();

    @Test
    void runsAsAUserThatIsNotRoot() {
        assertThat(image.all("USER")).hasSize(1).allMatch(user -> user.matches("([1-9]\\d*):\\1"));
    }

    /** Who takes over the service cannot change what it is made of. */
    @Test
    void leavesItsFilesToRoot() {
        assertThat(image.all("COPY")).isNotEmpty().noneMatch(copy -> copy.contains("--chown"));
        assertThat(image.instructions()).containsSubsequence("COPY --from=training /tmp/carillon.aot ./",
                "USER 10001:10001");
    }

    @Test
    void writesToItsVolumesOnly() {
        assertThat(image.all("VOLUME")).containsExactly("[\"/data\", \"/tmp\"]");
        assertThat(image.environment()).containsEntry("CARILLON_LOG_FILE", "/data/carillon.db");
        assertThat(image.command("RUN")).contains("--owner=10001", "--group=10001").endsWith("/data");
    }

    /** ARG and ENV stay in the image for everybody to read. */
    @Test
    void holdsNoSecret() throws IOException {
        assertThat(dockerfile.instructions()).filteredOn(line -> line.matches("(ARG|ENV) .*"))
                .noneMatch(line -> line.matches("(?i).*(secret|password|token|key).*"));
        assertThat(Files.readAllLines(Path.of(".dockerignore"))).filteredOn(line -> !line.startsWith("#"))
                .containsExactly("*", "!.mvn", "!mvnw", "!pom.xml", "!src");
    }

    /** The JVM takes no cache that was trained with other options. */
    @Test
    void trainsWithTheOptionsThatItRunsWith() {
        var training = dockerfile.stage("training").command("RUN");
        assertThat(training).contains("-XX:AOTCacheOutput=/tmp/carillon.aot");
        training.removeIf(word -> word.startsWith("-XX:AOTCacheOutput=") || word.startsWith("-Dspring."));
        var running = image.command("ENTRYPOINT");
        assertThat(running).contains("-XX:AOTCache=carillon.aot");
        running.remove("-XX:AOTCache=carillon.aot");

        assertThat(running).isEqualTo(training).isEqualTo(List.of("java", "@jvm.options", "-jar", "carillon.jar"));
        assertThat(dockerfile.stage("runtime").all("COPY")).contains("src/main/jvm.options ./");
        assertThat(dockerfile.stages().getLast().instructions().getFirst()).isEqualTo("FROM runtime");
        assertThat(dockerfile.stage("training").instructions().getFirst()).isEqualTo("FROM runtime AS training");
    }

    /** There need be none in the base image. */
    @ParameterizedTest
    @ValueSource(strings = {"RUN", "HEALTHCHECK", "ENTRYPOINT"})
    void needsNoShell(String instruction) {
        assertThat(dockerfile.all(instruction)).isNotEmpty().allMatch(command -> command.matches("[^\\[]*\\[\".*\"]"));
    }

    /** An argument each, so that a build may pin them. */
    @Test
    void letsABuildPinWhatItBeginsWith() {
        var arguments = List.of("${JDK_IMAGE}", "${JRE_IMAGE}", "runtime");
        assertThat(dockerfile.all("FROM")).allMatch(from -> arguments.contains(from.split(" ")[0]));
    }

    @Test
    void saysWhichVersionItIs() throws IOException {
        var version = image.all("ARG").getFirst().replace("VERSION=", "");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>carillon</artifactId>\n    <version>" + version + "</version>");
        assertThat(image.all("LABEL")).singleElement()
                .asString()
                .contains("org.opencontainers.image.version=\"${VERSION}\"",
                        "org.opencontainers.image.revision=\"${REVISION}\"");
    }
}
