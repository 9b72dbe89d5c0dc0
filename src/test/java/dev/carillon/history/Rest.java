package dev.carillon.history;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST side of the service, from where publishers and readers stand. */
final class Rest implements AutoCloseable {

    /** What a request came to: an answer, or the reason why there is none. */
    sealed interface Reply {

        record Answered(int status, JsonNode body) implements Reply {}

        record NotSent(String reason) implements Reply {}

        record Broken(String reason) implements Reply {}
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ServiceProcess service;

    Rest(ServiceProcess service) {
        this.service = service;
    }

    /** @param headers names and values */
    Reply post(String path, byte[] body, String... headers) {
        return send(HttpRequest.newBuilder(service.uri("http", "/api/v1" + path))
                .headers(headers)
                .POST(BodyPublishers.ofByteArray(body)), "publisher");
    }

    Reply get(String path, String user) {
        return send(HttpRequest.newBuilder(service.uri("http", "/api/v1" + path)), user);
    }

    private Reply send(HttpRequest.Builder request, String user) {
        try {
            return answered(client.send(
                    request.header("Authorization", "Bearer " + Tokens.of(user)).timeout(PATIENCE).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Reply.NotSent("not connected: " + e.getMessage());
        } catch (IOException e) {
            return new Reply.Broken("broken: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Broken("interrupted");
        }
    }

    private static Reply answered(HttpResponse<String> response) {
        return new Reply.Answered(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
