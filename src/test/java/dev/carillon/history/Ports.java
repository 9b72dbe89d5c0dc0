package dev.carillon.history;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports below those that the kernel gives to clients: while a service is down, one of thousands of connects to a port of that
 * range would get this very port as its own, and be connected with itself.
 */
final class Ports {

    private static final int LOWEST = 20_000;
    private static final int BEHIND_HIGHEST = 32_000;

    private Ports() {}

    static int free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, BEHIND_HIGHEST))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
