package dev.carillon;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine has. Tests that need more are skipped with a line that says so; CI fails on such a line. */
public final class Machine {

    private Machine() {}

    public static boolean has(String command) {
        return find(command).isPresent();
    }

    /** The Chromium to drive: {@code CARILLON_CHROMIUM}, or what is on the path. */
    public static Optional<Path> chromium() {
        var configured = System.getenv("CARILLON_CHROMIUM");
        return configured != null
                ? Optional.of(Path.of(configured))
                : Stream.of("chromium", "chromium-browser", "google-chrome")
                        .flatMap(name -> find(name).stream())
                        .findFirst();
    }

    /** Says which suite is left out, and why; the message of the assumption that leaves it out. */
    public static String skipped(String suite, String reason) {
        var line = "SKIPPED " + suite + ": " + reason;
        System.out.println(line);
        return line;
    }

    /** A port of the loopback that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
