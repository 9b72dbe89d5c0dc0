package dev.carillon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples publish real events to a real service. */
class ExamplesTests {

    private static final Path EXAMPLES = Path.of("src/examples").toAbsolutePath();

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.of("publisher", List.of(), List.of("git.*", "host.*"));

    @BeforeEach
    void needsAShell() {
        for (var command : List.of("sh", "curl", "git", "awk")) {
            assumeTrue(Machine.has(command), () -> Machine.skipped("examples", "no " + command + " on the path"));
        }
    }

    @Test
    void theHookPublishesARealCommit(@TempDir Path directory) throws Exception {
        var repository = Files.createDirectory(directory.resolve("my repo"));
        run(repository, "git", "init", "--quiet", "--initial-branch=main");
        run(repository, "git", "config", "user.name", "Ada \"the\" L\u00f6velace");
        run(repository, "git", "config", "user.email", "ada@example.com");
        Files.copy(EXAMPLES.resolve("git/post-commit"), repository.resolve(".git/hooks/post-commit"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(repository.resolve("a \"quoted\" \\ file.txt"), "one");
        Files.writeString(repository.resolve("plain.txt"), "two");
        try (var socket = StompSocket.connect(carillon, TestTokens.all("reader"))
                .subscribe("0", "/topic/git.my-repo")) {
            run(repository, "git", "add", "--all");
            run(repository, "git", "commit", "--quiet", "--message", "Say \"hello\"\n\nand more");

            var message = socket.expect("MESSAGE");
            var commit = JsonMapper.shared().readTree(message.body());
            assertThat(message.header("type")).isEqualTo("git.commit");
            assertThat(commit.path("commit").asString()).isEqualTo(run(repository, "git", "rev-parse", "HEAD").strip());
            assertThat(commit.path("branch").asString()).isEqualTo("main");
            assertThat(commit.path("author").asString()).isEqualTo("Ada \"the\" L\u00f6velace");
            assertThat(commit.path("subject").asString()).isEqualTo("Say \"hello\"");
            assertThat(commit.path("files").valueStream().map(file -> file.path("path").asString()))
                    .containsExactlyInAnyOrder("a \"quoted\" \\ file.txt", "plain.txt");
        }
    }

    @Test
    void theFeederPublishesThisHostsFigures(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/loadavg")), () -> Machine.skipped("host feeder", "no /proc"));
        try (var socket = StompSocket.connect(carillon, TestTokens.all("reader"))
                .subscribe("0", "/topic/host.example")) {
            run(directory, Map.of("CARILLON_HOST", "example", "CARILLON_COUNT", "3"),
                    EXAMPLES.resolve("host/feed").toString());

            for (int i = 0; i < 3; i++) {
                var message = socket.expect("MESSAGE");
                assertThat(message.header("type")).isEqualTo("host.figures");
                var figures = JsonMapper.shared().readTree(message.body());
                assertThat(figures.valueStream()).isNotEmpty().allMatch(JsonNode::isNumber);
                assertThat(figures.path("memoryUsedBytes").asLong()).isPositive();
                assertThat(figures.propertyNames()).contains("load1", "cpuPercent", "memoryAvailableBytes",
                        "networkReceivedBytesPerSecond", "networkSentBytesPerSecond");
            }
        }
    }

    private String run(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, Map.of(), command);
    }

    private String run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("CARILLON_URL", carillon.http("").toString());
        builder.environment().put("CARILLON_TOKEN", token);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
