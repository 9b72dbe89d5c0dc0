package dev.carillon.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.RunningCarillon;
import dev.carillon.contract.RestContract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events that reads as WHATWG HTML section 9.2.6 says. */
final class EventSource implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** @param lastId the last id that came, with this event or before */
    record Event(String type, String data, String lastId) {

        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        String payload() {
            return json().get("payload").asString();
        }
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicInteger comments = new AtomicInteger();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final HttpResponse<InputStream> response;

    private EventSource(HttpClient client, URI uri, String token, String lastId) {
        var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            this.response = client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    static EventSource open(RunningCarillon carillon, String token, String query) {
        return open(carillon, token, query, null);
    }

    static EventSource open(RunningCarillon carillon, String token, String query, String lastId) {
        return open(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), carillon, token, query,
                lastId);
    }

    static EventSource open(HttpClient client, RunningCarillon carillon, String token, String query, String lastId) {
        return new EventSource(client, carillon.http("/api/v1/stream?" + query), token, lastId);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var type = "message";
            var data = new StringBuilder();
            var lastId = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                var field = colon < 0 ? line : line.substring(0, colon);
                var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
                switch (field) {
                    case "id" -> lastId = value;
                    case "event" -> type = value;
                    case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                    case "" -> {
                        if (colon == 0) {
                            comments.incrementAndGet();
                        } else if (!data.isEmpty()) {
                            events.add(new Event(type, data.toString(), lastId));
                            type = "message";
                            data.setLength(0);
                        }
                    }
                    default -> {
                    }
                }
            }
            end.complete(true);
        } catch (IOException _) {
            end.complete(false);
        }
    }

    Event next() {
        try {
            var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event within " + PATIENCE_SECONDS + " s; ended: " + end);
            }
            RestContract.checkEvent(event.type(), event.data());
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first event, as an object of positions by destination. */
    Event subscribed() {
        var event = next();
        if (!event.type().equals("carillon.subscribed")) {
            throw new AssertionError("expected carillon.subscribed, got " + event);
        }
        return event;
    }

    int pending() {
        return events.size();
    }

    int comments() {
        return comments.get();
    }

    HttpResponse<?> response() {
        return response;
    }

    /** Waits for the end: whether it was one, and not a connection that broke. */
    boolean ended() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
