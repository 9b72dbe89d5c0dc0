package dev.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller with a token does over REST. Paths are below {@code /api/v1}. */
public record Api(RunningCarillon carillon, String token) {

    public HttpResponse<String> send(String method, String path) {
        return carillon.send(HttpRequest.newBuilder(carillon.http("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody()));
    }

    public JsonNode get(String path) {
        var answer = send("GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Publishes, and answers what came back for one that is stored. */
    public JsonNode publish(String path, String json) {
        var answer = carillon.publish(token, path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Asks for what is refused. */
    public void refuses(String method, String path, int status, String code, String field) {
        var answer = send(method, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        if (field != null) {
            assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        }
    }
}
