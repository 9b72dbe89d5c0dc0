package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;

import dev.carillon.Machine;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what is in the image as its user, without a container engine, and asks its health. */
class ImageIT {

    private final Dockerfile dockerfile = Dockerfile.read().image();

    @Test
    void runsAsItsUserFromItsLayers(@TempDir Path directory) throws Exception {
        assumeTrue(isRoot() && Machine.has("setpriv"),
                () -> Machine.skipped("image steps", "only root, with setpriv, can run as the image's user"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var image = Image.build();
        var data = makeData(directory);

        int management = Machine.freePort();
        var process = as(user(), image.entrypoint(), data, management)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            for (var probe : List.of("liveness", "readiness")) {
                await().atMost(Duration.ofMinutes(2))
                        .ignoreExceptions()
                        .until(() -> health(management, probe).contains("\"UP\""));
            }
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/status")))
                    .containsPattern("Uid:\\s+" + user() + "\\s+" + user());
            assertThat(Files.getOwner(image.home().resolve("carillon.jar")).getName()).isEqualTo("root");
            assertThat(Files.getAttribute(data.resolve("carillon.db"), "unix:uid")).hasToString(user());
            assertThat(as(user(), image.healthCheck(), data, management).start().waitFor()).isZero();
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).as("SIGTERM ends it in order: 128 + 15").isEqualTo(143);
        assertThat(as(user(), image.healthCheck(), data, management).start().waitFor()).isEqualTo(1);
    }

    @Test
    void theJarSaysWhatItIsMadeOf() throws IOException {
        try (var jar = new ZipFile("target/carillon.jar")) {
            var manifest = new String(jar.getInputStream(jar.getEntry("META-INF/MANIFEST.MF")).readAllBytes());
            assertThat(manifest).contains("Sbom-Location: META-INF/sbom/application.cdx.json");
            var sbom = new String(
                    jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")).readAllBytes());
            assertThat(sbom).contains("\"CycloneDX\"", "pkg:maven/org.xerial/sqlite-jdbc@");
        }
    }

    /** The directory of the log, which a volume takes over as it is before VOLUME. */
    private Path makeData(Path directory) throws IOException, InterruptedException {
        var data = directory.resolve("data");
        var install = dockerfile.command("RUN");
        assertThat(install.removeLast()).isEqualTo("/data");
        install.add(data.toString());
        assertThat(new ProcessBuilder(install).inheritIO().start().waitFor()).isZero();
        return data;
    }

    private ProcessBuilder as(String user, ProcessBuilder builder, Path data, int management) {
        var command = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        command.addAll(builder.command());
        dockerfile.environment()
                .forEach((name, value) -> builder.environment().put(name, value.replace("/data", data.toString())));
        builder.environment().put("CARILLON_TOKENS_HMAC_SECRET", TestTokens.SECRET);
        builder.environment().put("SPRING_PROFILES_ACTIVE", "production");
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "" + management);
        return builder.command(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private String user() {
        return dockerfile.all("USER").getFirst().split(":")[0];
    }

    private static String health(int port, String probe) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://localhost:" + port + "/actuator/health/" + probe);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
