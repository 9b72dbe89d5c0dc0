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
record Rest(Home home, Duration patience) {

    /** What a request came to: an answer, or the reason why there is none. */
    sealed interface Reply {

        record Answered(int status, JsonNode body) implements Reply {}

        record NotSent(String reason) implements Reply {}

        record Broken(String reason) implements Reply {}
    }

    private static final int NOT_GOOD = 300;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Rest(Home home) {
        this(home, home.patience());
    }

    /** Who waits for its answer, however long it takes. */
    Rest patient() {
        return new Rest(home, LONG);
    }

    /** @param headers names and values */
    Reply post(String path, byte[] body, String... headers) {
        var node = home.node();
        var reply = send(node, HttpRequest.newBuilder(node.uri("http", "/api/v1" + path))
                .headers(headers)
                .POST(BodyPublishers.ofByteArray(body)), "publisher");
        if (reply instanceof Reply.Answered(int status, _) && status < NOT_GOOD) {
            node.acknowledged().increment();
        }
        return reply;
    }

    Reply get(String path, String user) {
        var node = home.node();
        return send(node, HttpRequest.newBuilder(node.uri("http", "/api/v1" + path)), user);
    }

    private Reply send(Node node, HttpRequest.Builder request, String user) {
        try {
            return answered(CLIENT.send(
                    request.header("Authorization", "Bearer " + Tokens.of(user)).timeout(patience).build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            home.move();
            return new Reply.NotSent("not connected to " + node + ": " + e.getMessage());
        } catch (IOException e) {
            home.move();
            return new Reply.Broken(node + " broken: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Broken("interrupted");
        }
    }

    private static Reply answered(HttpResponse<String> response) {
        return new Reply.Answered(response.statusCode(), JsonMapper.shared().readTree(response.body()));
    }
}
