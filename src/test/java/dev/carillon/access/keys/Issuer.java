package dev.carillon.access.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.TestTokens;

/** Publishes keys over HTTP as a test wants it, and counts how often they are fetched. */
final class Issuer implements AutoCloseable {

    /** How a request for the keys is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(500, -1);
    private volatile String metadata;

    Issuer(SigningKey... keys) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            serve(exchange, answer);
        });
        announces("/.well-known/openid-configuration", name(), keysAt().toString());
        publishes(keys);
        server.start();
    }

    private static void serve(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What its tokens say in {@code iss}. */
    String name() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    URI keysAt() {
        return URI.create(name() + "/keys");
    }

    int fetches() {
        return fetches.get();
    }

    Issuer publishes(SigningKey... keys) {
        return says(new JWKSet(Arrays.stream(keys).map(SigningKey::published).toList()).toString());
    }

    Issuer says(String body) {
        return answers(exchange -> write(exchange, body));
    }

    Issuer answers(Answer other) {
        answer = other;
        return this;
    }

    /** Takes the request, and no more is heard of it. */
    Issuer isSilent() {
        return answers(_ -> closed.await());
    }

    Issuer fails() {
        return answers(exchange -> exchange.sendResponseHeaders(500, -1));
    }

    /** Begins to answer, and does not end. */
    Issuer trickles() {
        return answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"keys\":[".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            closed.await();
        });
    }

    /** Its metadata, which is at {@code /.well-known/openid-configuration} unless it says another path. */
    Issuer announces(String path, String issuer, String keys) {
        if (metadata != null) {
            server.removeContext(metadata);
        }
        metadata = path;
        server.createContext(path, exchange -> serve(exchange,
                it -> write(it, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}")));
        return this;
    }

    private static void write(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Valid claims for the audience {@code carillon}. */
    JWTClaimsSet.Builder claims() {
        return TestTokens.claims("alice", Map.of("subscribe", List.of("**"), "publish", List.of("**")))
                .issuer(name())
                .issueTime(Date.from(Instant.now()))
                .audience("carillon");
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
