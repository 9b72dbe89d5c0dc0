package dev.carillon.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

/** Waits for servers. */
final class Listening {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LAST_LINES = 60;
    private static final int CONNECT_MILLIS = 1000;

    private Listening() {}

    /** Until somebody listens on that port of this machine; its log tells why nobody does. */
    static void await(Process process, int port, Path log) {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || isOn(port));
        if (!process.isAlive()) {
            throw new IllegalStateException("it does not start:\n" + tail(log));
        }
    }

    private static boolean isOn(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String tail(Path log) {
        try (var lines = Files.lines(log)) {
            var all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
