package dev.carillon.contract;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

import dev.carillon.RunningCarillon;

/**
 * Makes any call of the document as it is meant, or with something changed.
 *
 * @param token null for none
 * @param id of a notification that there is
 */
record Caller(RunningCarillon carillon, String token, String id) {

    private static final Map<String, String> BODIES = Map.of(
            "publishToMany", "{\"destinations\":[\"topic:contract\",\"user:alice\"],\"payload\":1}",
            "publishBatch", "{\"notifications\":[{\"destination\":\"topic:contract\",\"payload\":1},{\"payload\":2}]}");
    private static final Map<String, String> QUERIES = Map.of("markReadUpTo", "?upTo=1", "stream",
            "?topic=contract&queue=inbox", "getSessionsByName", "?user={user}", "endSessionsByName", "?user={user}");

    Caller(RunningCarillon carillon, String token) {
        this(carillon, token, "01a205be-ced3-7dee-9555-06313f02ee0f");
    }

    /** Sessions are ended of somebody else: the caller's own token is needed again. */
    HttpResponse<String> call(RestContract.Operation operation) {
        return call(operation,
                path(operation, "contract", operation.id().startsWith("endSessions") ? "nobody" : "alice"));
    }

    HttpResponse<String> call(RestContract.Operation operation, String path, String... headers) {
        return send(operation, path, body(operation), headers);
    }

    static String body(RestContract.Operation operation) {
        return BODIES.getOrDefault(operation.id(), "{\"payload\":1}");
    }

    HttpResponse<String> send(RestContract.Operation operation, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(carillon.http(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (operation.text().has("requestBody")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return carillon.send(request.method(operation.method(),
                operation.text().has("requestBody") ? BodyPublishers.ofString(body) : BodyPublishers.noBody()));
    }

    String path(RestContract.Operation operation, String topic, String user) {
        var call = operation.template() + QUERIES.getOrDefault(operation.id(), "");
        return call.replace("{topic}", topic).replace("{user}", user).replace("{id}", id);
    }
}
