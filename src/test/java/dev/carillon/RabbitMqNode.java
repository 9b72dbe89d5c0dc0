package dev.carillon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;

/** A RabbitMQ of a test's own, which speaks STOMP: the one that is installed as a service seldom does. */
public final class RabbitMqNode implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final Path home;
    private final int port = freePort();
    private final Process process;

    private RabbitMqNode(Path home) throws IOException {
        this.home = home;
        Files.writeString(home.resolve("rabbitmq.conf"),
                "listeners.tcp = none\nstomp.listeners.tcp.1 = 127.0.0.1:" + port + "\n");
        Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_stomp].");
        var builder = new ProcessBuilder(SERVER.toString()).redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(), // Where it keeps its cookie.
                        "RABBITMQ_NODENAME", "carillon-test-" + port + "@localhost",
                        "RABBITMQ_DIST_PORT", Integer.toString(freePort()),
                        "RABBITMQ_CONF_ENV_FILE", home.resolve("none").toString(),
                        "RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString(),
                        "RABBITMQ_MNESIA_BASE", home.resolve("data").toString(),
                        "RABBITMQ_LOG_BASE", home.resolve("log").toString(),
                        "ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Leaves the test out where none is installed. */
    public static RabbitMqNode start(Class<?> suite) {
        Assumptions.assumeTrue(Files.isExecutable(SERVER),
                () -> Machine.skipped(suite.getSimpleName(), "no " + SERVER));
        try {
            var node = new RabbitMqNode(Files.createTempDirectory("carillon-rabbitmq"));
            Awaitility.await()
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() -> node.listens() || !node.process.isAlive());
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
