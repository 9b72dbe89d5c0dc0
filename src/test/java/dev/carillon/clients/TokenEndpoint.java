package dev.carillon.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.TestTokens;

/** The application's own endpoint, where its client gets a token for its user; answers as RFC 6749 section 5.1 says. */
final class TokenEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final String user;
    private volatile int seconds = 600;
    private volatile int told = 600;
    private volatile boolean broken;
    private final AtomicInteger asked = new AtomicInteger();

    TokenEndpoint(String user) {
        this.user = user;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var answer = answer().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/my/token";
    }

    /** How long those that are asked for from now on are good for. */
    void goodFor(int seconds) {
        goodFor(seconds, seconds);
    }

    /** The same, where it says that they are good for another time. */
    void goodFor(int seconds, int told) {
        this.seconds = seconds;
        this.told = told;
    }

    /** Whether what it answers is a token. */
    void broken(boolean broken) {
        this.broken = broken;
    }

    /** How often it was asked. */
    int asked() {
        return asked.get();
    }

    String token(int seconds) {
        return TestTokens.of(user, null, seconds, "**");
    }

    String answer() {
        asked.incrementAndGet();
        return broken
                ? "Back soon."
                : "{\"access_token\":\"" + token(seconds) + "\",\"token_type\":\"Bearer\",\"expires_in\":" + told + "}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
