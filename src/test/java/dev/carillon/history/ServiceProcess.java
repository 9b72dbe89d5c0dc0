package dev.carillon.history;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.carillon.TestTokens;

/** The service in a process of its own, which may be killed, and started again on the same port and store. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** So that whatever is missing is lost. */
    private static final String NO_RETENTION = "--carillon.log.retention.count=" + Integer.MAX_VALUE;

    private final int port = Ports.free();
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    /** Starts it, and waits until it listens. */
    ServiceProcess(List<String> jvm, List<String> settings, Path log) {
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), "dev.carillon.Carillon", "--server.address=127.0.0.1",
                "--server.port=" + port, "--management.server.address=127.0.0.1", "--management.server.port=0",
                "--carillon.tokens.hmac-secret=" + TestTokens.SECRET, NO_RETENTION));
        command.addAll(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
        awaitListening();
    }

    /** Without the tests' own settings. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    void start() {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitListening() {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || listens());
        if (!process.isAlive()) {
            throw new IllegalStateException("the service does not start:\n" + tail());
        }
    }

    /** SIGKILL: nothing in the process gets to know. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String tail() {
        try (var lines = Files.lines(log)) {
            var all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
