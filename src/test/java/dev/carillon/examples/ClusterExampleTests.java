package dev.carillon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import dev.carillon.Machine;
import dev.carillon.Postgres;
import dev.carillon.RabbitMq;
import dev.carillon.ServiceClassPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's script starts three nodes on this machine, and the lines that it prints do what they say. */
class ClusterExampleTests {

    private static final Path START = Path.of("src/examples/cluster/start").toAbsolutePath();
    private static final String READY = "Ctrl-C stops all.";

    /** Three services start one after the other, on a machine that may have other work. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;
    private Postgres postgres;
    private RabbitMq rabbit;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void needsServersAndAShell() {
        for (var command : List.of("sh", "curl", "openssl")) {
            assumeTrue(Machine.has(command),
                    () -> Machine.skipped("cluster example", "no " + command + " on the path"));
        }
        rabbit = RabbitMq.exchange(getClass());
        postgres = Postgres.database(getClass());
    }

    @AfterEach
    void stop() {
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
        if (postgres != null) {
            postgres.close();
            rabbit.close();
        }
    }

    @Test
    void whatOneNodeIsToldAnotherBrings() throws Exception {
        var output = directory.resolve("start.txt");
        var script = start(output);
        await().atMost(PATIENCE).until(() -> Files.readString(output).contains(READY) || !script.isAlive());
        var lines = Files.readAllLines(output);
        assertThat(lines).contains(READY);
        var token = line(lines, "export TOKEN=");

        var heard = directory.resolve("heard.txt");
        shell(heard, token + "\nexec " + line(lines, "curl -N "));
        await().atMost(PATIENCE).until(() -> Files.readString(heard).contains("carillon.subscribed"));
        var answer = directory.resolve("answer.txt");
        assertThat(shell(answer, token + "\n" + line(lines, "curl -H ")).waitFor()).isZero();
        assertThat(answer).content().contains("\"destination\":\"topic:orders.eu\"", "\"offset\":1");
        await().atMost(PATIENCE).until(() -> Files.readString(heard).contains("hello"));

        var nodes = script.children().toList();
        assertThat(nodes).hasSize(3);
        assertThat(shell(directory.resolve("kill.txt"), "kill -INT " + script.pid()).waitFor()).isZero();
        assertThat(script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
    }

    private Process start(Path output) throws IOException {
        var builder = new ProcessBuilder(START.toString());
        var environment = builder.environment();
        environment.put("CARILLON_PORTS", freePorts());
        environment.put("CARILLON_MANAGEMENT_PORTS", freePorts());
        environment.put("CARILLON_JAR", jar().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PGDATABASE", postgres.name());
        environment.put("CARILLON_RELAY_NAME", rabbit.name());
        return started(builder, output);
    }

    private Process shell(Path output, String commands) throws IOException {
        return started(new ProcessBuilder("sh", "-c", commands), output);
    }

    private Process started(ProcessBuilder builder, Path output) throws IOException {
        var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        processes.add(process);
        return process;
    }

    private static String line(List<String> lines, String beginning) {
        return lines.stream().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }

    private static String freePorts() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var three = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return one.getLocalPort() + " " + two.getLocalPort() + " " + three.getLocalPort();
        }
    }

    /** What is packaged after the tests: one that has nothing but our class path. */
    private Path jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.carillon.Carillon");
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, ServiceClassPath.entries()
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        var file = directory.resolve("carillon.jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
