package dev.carillon.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.carillon.Machine;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a back end publishes with, by {@code src/docs/clients.md}. */
class PublisherTests {

    enum Publisher {
        SPRING,
        NODE,
        PYTHON,
        GO,
        CURL;

        private ProcessBuilder program() throws IOException, InterruptedException {
            return switch (this) {
                case SPRING -> Program.java(file("spring/Publish.java"));
                case NODE -> Node.run(Path.of("."), List.of(file("node/publish.mjs")));
                case PYTHON -> new ProcessBuilder(Python.COMMAND, file("python/publish.py"));
                case GO -> new ProcessBuilder("go", "run", file("go/publish.go"));
                case CURL -> new ProcessBuilder(file("curl/publish"));
            };
        }

        private boolean isHere() throws IOException, InterruptedException {
            return switch (this) {
                case SPRING -> true;
                case NODE -> Machine.has("node");
                case PYTHON -> Python.has("json");
                case GO -> Machine.has("go");
                case CURL -> Machine.has("sh") && Machine.has("curl");
            };
        }

        private static String file(String name) {
            return Program.EXAMPLES.resolve(name).toString();
        }
    }

    private record Ended(int status, String output) {}

    private final RunningCarillon carillon = RunningCarillon.shared();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void publishesOnceAndSaysWhatIsRefused(Publisher publisher) throws Exception {
        assumeTrue(publisher.isHere(),
                () -> Machine.skipped("publishing guide", "no " + publisher + " on this machine"));
        var topic = "publishers." + publisher;
        try (var socket = StompSocket.connect(carillon, TestTokens.all("reader")).subscribe("0", "/topic/" + topic)) {
            var first = run(publisher, topic);
            var message = socket.expect("MESSAGE");
            assertThat(message.header("type")).isEqualTo("order.shipped");
            assertThat(message.body().replace(" ", "")).isEqualTo("{\"order\":42}");
            assertThat(first.status()).as(first.output()).isZero();
            assertThat(first.output()).contains(message.header("message-id"));

            assertThat(run(publisher, topic)).as("the same key again").isEqualTo(first);
            assertThat(socket.pending()).isZero();
        }
        var refused = run(publisher, "secrets");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("destination-forbidden");
    }

    private Ended run(Publisher publisher, String topic) throws IOException, InterruptedException {
        var builder = publisher.program().redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of("CARILLON_URL", carillon.http("").toString(), "CARILLON_TOPIC", topic, "CARILLON_TOKEN",
                        TestTokens.of("publisher-" + publisher, List.of(), List.of("publishers.*")), "GOCACHE",
                        directory.toString()));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), output);
    }
}
