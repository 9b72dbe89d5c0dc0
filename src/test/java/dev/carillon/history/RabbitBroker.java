package dev.carillon.history;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/** A RabbitMQ of our own, which may be stopped and started on the same port. */
final class RabbitBroker implements AutoCloseable {

    static final String NAME = "RabbitMQ";

    /** Debian's, without the wrapper that changes to another user. */
    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");

    private final Path directory;
    private final Path log;
    private final int port = Ports.free();
    private final int distributionPort = Ports.free();
    private final String node = "carillon-history-" + port + "@localhost";
    private Process process;

    private RabbitBroker(Path directory, Path log) throws IOException {
        this.directory = directory;
        this.log = log;
        Files.writeString(directory.resolve("enabled_plugins"), "[].");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
    }

    /** @throws Impossible where none can be started */
    static RabbitBroker open(Path log) {
        if (!Files.isExecutable(PROGRAMS.resolve("rabbitmq-server"))) {
            throw new Impossible("RabbitMQ is not installed (Debian: rabbitmq-server)");
        }
        try {
            return new RabbitBroker(Files.createTempDirectory("carillon-history"), log);
        } catch (IOException e) {
            throw new Impossible("RabbitMQ does not start here: " + e.getMessage());
        }
    }

    List<String> settings() {
        return List.of("--carillon.relay.type=rabbitmq", "--carillon.relay.name=history",
                "--spring.rabbitmq.host=127.0.0.1",
                "--spring.rabbitmq.port=" + port, "--spring.rabbitmq.username=guest",
                "--spring.rabbitmq.password=guest");
    }

    /** Waits until it listens. */
    void start() {
        process = launch("rabbitmq-server");
        Listening.await(process, port, log);
    }

    /** As an operator stops it: it says goodbye to its clients. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** SIGKILL for all of it. */
    void kill() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Cuts off all clients; it stays itself. */
    void closeConnections() {
        int status = launch("rabbitmqctl", "--node", node, "close_all_connections", "on purpose").onExit()
                .join()
                .exitValue();
        if (status != 0) {
            throw new IllegalStateException("rabbitmqctl ended with " + status + ", see " + log);
        }
    }

    private Process launch(String program, String... arguments) {
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(PROGRAMS.resolve(program).toString()), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                entry("HOME", directory.toString()), // Where it keeps its cookie.
                entry("RABBITMQ_NODENAME", node),
                entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                entry("RABBITMQ_CONF_ENV_FILE", directory.resolve("none").toString()),
                entry("RABBITMQ_CONFIG_FILE", directory.resolve("none").toString()),
                entry("RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("enabled_plugins").toString()),
                entry("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString()),
                entry("RABBITMQ_LOG_BASE", directory.resolve("log").toString()),
                entry("ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
    }

    @Override
    public void close() {
        kill();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
