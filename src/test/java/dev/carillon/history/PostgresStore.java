package dev.carillon.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of our own, which may be stopped and started on the same data and port. */
final class PostgresStore implements Store {

    static final String NAME = "PostgreSQL";

    private final Path directory;
    private final int port = Ports.free();
    private EmbeddedPostgres postgres;

    private PostgresStore(Path directory) throws IOException {
        this.directory = directory;
        this.postgres = launch();
    }

    /** @throws Impossible where none can be started */
    static PostgresStore open() {
        try {
            return new PostgresStore(Files.createTempDirectory("carillon-history"));
        } catch (IOException | RuntimeException e) {
            throw new Impossible("PostgreSQL does not start here: " + e.getMessage());
        }
    }

    /** What is meant for tests that need not last is undone: commits must be as durable as in production. */
    private EmbeddedPostgres launch() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofMinutes(1))
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public List<String> settings() {
        return List.of("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "--spring.datasource.username=postgres");
    }

    /** SIGKILL for all of it. */
    void kill() {
        var processes = processes();
        Shell.signal("KILL", processes);
        processes.forEach(process -> process.onExit().join());
        closePostgres();
    }

    void start() {
        try {
            postgres = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It keeps its connections, and does not answer. */
    void freeze() {
        Shell.signal("STOP", processes());
    }

    void thaw() {
        Shell.signal("CONT", processes());
    }

    private List<ProcessHandle> processes() {
        try (var lines = Files.lines(directory.resolve("data").resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            return ProcessHandle.of(pid)
                    .stream()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closePostgres() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thaw();
        closePostgres();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
