package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
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
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.carillon.Machine;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Walks the Dockerfile's own steps without a container engine: extract, lay out, run as its user, ask its health. */
class ImageIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final List<String> dockerfile;

    ImageIT() throws IOException {
        this.dockerfile = Files.readAllLines(Path.of("Dockerfile"));
    }

    @Test
    void runsAsItsUserFromItsLayers(@TempDir Path directory) throws Exception {
        assumeTrue(isRoot() && Machine.has("setpriv"),
                () -> Machine.skipped("image steps", "only root, with setpriv, can run as the image's user"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Path.of("target/carillon.jar"), directory.resolve("carillon.jar"));
        run(directory, command("RUN [\"java\", \"-Djarmode"));
        var home = layOut(directory);
        var data = makeData(directory);

        int management = freePort();
        var command = new ArrayList<>(List.of("setpriv", "--reuid=" + user(), "--regid=" + user(), "--clear-groups"));
        command.addAll(command("ENTRYPOINT "));
        var builder = new ProcessBuilder(command).directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        environment()
                .forEach((name, value) -> builder.environment().put(name, value.replace("/data", data.toString())));
        builder.environment().put("CARILLON_TOKENS_HMAC_SECRET", TestTokens.SECRET);
        builder.environment().put("SPRING_PROFILES_ACTIVE", "production");
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "" + management);
        var process = builder.start();
        try {
            for (var probe : List.of("liveness", "readiness")) {
                await().atMost(Duration.ofMinutes(2))
                        .ignoreExceptions()
                        .until(() -> health(management, probe).contains("\"UP\""));
            }
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/status")))
                    .containsPattern("Uid:\\s+" + user() + "\\s+" + user());
            assertThat(Files.getOwner(home.resolve("carillon.jar")).getName()).isEqualTo("root");
            assertThat(Files.getAttribute(data.resolve("carillon.db"), "unix:uid")).hasToString(user());
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor()).as("SIGTERM ends it in order: 128 + 15").isEqualTo(143);
    }

    /** What the COPY lines of the last stage do: those from the layers, and that of the JVM's options. */
    private Path layOut(Path directory) throws IOException, InterruptedException {
        var home = Files.createDirectory(directory.resolve("home"));
        var copies = dockerfile.stream().filter(line -> line.startsWith("COPY --from=layers ")).toList();
        assertThat(copies).hasSize(4);
        for (var copy : copies) {
            run(directory,
                    List.of("cp", "-a", directory + copy.split(" ")[2].replace("/layers", "") + ".", home + "/"));
        }
        assertThat(dockerfile).contains("COPY src/main/jvm.options ./");
        Files.copy(Path.of("src/main/jvm.options"), home.resolve("jvm.options"));
        return home;
    }

    /** The directory of the log, which a volume takes over as it is before VOLUME. */
    private Path makeData(Path directory) throws IOException, InterruptedException {
        var data = directory.resolve("data");
        var install = command("RUN [\"install\"");
        assertThat(install.removeLast()).isEqualTo("/data");
        install.add(data.toString());
        run(directory, install);
        assertThat(dockerfile).containsSubsequence(line("RUN [\"install\""), "VOLUME /data", line("USER "));
        return data;
    }

    private Map<String, String> environment() {
        return dockerfile.stream()
                .filter(line -> line.startsWith("ENV "))
                .map(line -> line.substring(4).split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    /** The exec form behind a Dockerfile instruction, with this machine's JDK. */
    private List<String> command(String start) {
        var line = line(start);
        var command = new ArrayList<String>();
        JsonMapper.shared().readTree(line.substring(line.indexOf('['))).forEach(word -> command.add(word.asString()));
        command.replaceAll(word -> word.equals("java") ? JAVA.toString() : word);
        return command;
    }

    private String line(String start) {
        return dockerfile.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    private String user() {
        var user = Pattern.compile("USER (\\d+):\\1");
        return dockerfile.stream()
                .map(user::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow();
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
