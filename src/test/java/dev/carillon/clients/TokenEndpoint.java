package dev.carillon.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import dev.carillon.TestTokens;

/** The application's own endpoint, where its client gets a token for its user; answers as RFC 6749 section 5.1 says. */
final class TokenEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final String user;
    private volatile int seconds = 600;

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
        this.seconds = seconds;
    }

    String token(int seconds) {
        return TestTokens.of(user, null, seconds, "**");
    }

    String answer() {
        return "{\"access_token\":\"" + token(seconds) + "\",\"token_type\":\"Bearer\",\"expires_in\":" + seconds + "}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
