package dev.carillon.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts servers as processes of their own; they end with this one. */
final class Children {

    static final Path DIRECTORY = Path.of("target", "bench");

    private static final int START_ATTEMPTS = 1200;

    private Children() {}

    /** A JVM on the part of our class path that the predicate keeps. */
    static Process java(String name, List<String> options, Predicate<String> classPath, String main,
            List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPath)
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(main);
        command.addAll(arguments);
        return start(name, command);
    }

    static Process start(String name, List<String> command) throws IOException {
        return start(name, command, Map.of());
    }

    static Process start(String name, List<String> command, Map<String, String> environment) throws IOException {
        Files.createDirectories(DIRECTORY);
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        // Its workers too, or nginx would leave one behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }));
        return process;
    }

    /** Waits until the process listens. */
    static void await(Process process, int port) throws IOException {
        for (int i = 0; i < START_ATTEMPTS && process.isAlive(); i++) {
            if (listens(port)) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        process.destroyForcibly();
        throw new IOException("does not listen on " + port + ", see the logs in " + DIRECTORY);
    }

    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
