package dev.carillon.history;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.carillon.ServiceClassPath;
import dev.carillon.TestTokens;

/** The service in a process of its own, which may be killed, and started again on the same port and store. */
final class ServiceProcess implements AutoCloseable {

    /** So that whatever is missing is lost. */
    private static final String NO_RETENTION = "--carillon.log.retention.count=" + Integer.MAX_VALUE;

    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    /** Starts it. */
    ServiceProcess(List<String> jvm, List<String> settings, Path log) {
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", ServiceClassPath.entries().collect(Collectors.joining(File.pathSeparator)),
                "dev.carillon.Carillon", "--server.address=127.0.0.1",
                "--server.port=" + port, "--management.server.address=127.0.0.1",
                "--management.server.port=" + managementPort,
                "--carillon.tokens.hmac-secret=" + TestTokens.SECRET, NO_RETENTION));
        command.addAll(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        start();
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
        Listening.await(process, port, log);
    }

    /** SIGKILL: nothing in the process gets to know. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** SIGTERM, as an orchestrator sends it. Whether it has ended within that time. */
    boolean terminate(Duration within) {
        process.destroy();
        return !process.onExit()
                .completeOnTimeout(process, within.toNanos(), TimeUnit.NANOSECONDS)
                .join()
                .isAlive();
    }

    /** SIGSTOP: it keeps its sockets, and does not answer. */
    void pause() {
        Shell.signal("STOP", List.of(process.toHandle()));
    }

    void resume() {
        Shell.signal("CONT", List.of(process.toHandle()));
    }

    int port() {
        return port;
    }

    /** Where it says whether it is ready. */
    int managementPort() {
        return managementPort;
    }

    @Override
    public void close() {
        kill();
    }
}
