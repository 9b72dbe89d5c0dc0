package dev.carillon.publish;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Triggers notifications. Answers 201 when they are stored, 202 for what is handed over and not promised. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PublishController {

    private static final Set<String> TOPIC_QUERY = Set.of("type", "key", "ttl", "ephemeral", "deliverAt");
    private static final Set<String> USER_QUERY = Set.of("type", "key", "ttl", "ephemeral", "deliverAt", "queue");

    private final PublishDoor door;
    private final int maxBody;
    private final int maxBatchBody;
    private final int maxBatch;

    PublishController(PublishDoor door, PublishSettings settings) {
        this.door = door;
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
        this.maxBatchBody = Math.toIntExact(settings.maxBatchBody().toBytes());
        this.maxBatch = settings.maxBatch();
    }

    @PostMapping("/topics/{topic}/notifications")
    void toTopic(@PathVariable String topic, @AuthenticationPrincipal Caller caller,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        var body = read(caller, request, maxBody);
        publish(caller, new Topic(topic), request, new QueryParameters(request, TOPIC_QUERY), body).writeTo(response);
    }

    @PostMapping("/users/{user}/notifications")
    void toUser(@PathVariable String user, @AuthenticationPrincipal Caller caller,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        var body = read(caller, request, maxBody);
        var query = new QueryParameters(request, USER_QUERY);
        var queue = Objects.requireNonNullElse(query.get("queue"), UserQueue.DEFAULT_QUEUE);
        publish(caller, new UserQueue(user, queue), request, query, body).writeTo(response);
    }

    /** One notification, many destinations. */
    @PostMapping("/notifications")
    void toMany(@AuthenticationPrincipal Caller caller, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        publish(caller, request, maxBody + maxBatch * Destination.MAX_NAME_LENGTH, JsonBody::forMany).writeTo(response);
    }

    /** Many notifications. */
    @PostMapping("/notifications/batch")
    void batch(@AuthenticationPrincipal Caller caller, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        publish(caller, request, maxBatchBody, JsonBody::batch).writeTo(response);
    }

    private Answer publish(Caller caller, Destination destination, HttpServletRequest request,
            QueryParameters query, PublishBody body) {
        var key = IdempotencyKey.of(request, caller, body.bytes());
        return door.publish(caller, destination, body.request(query).tracedBy(Correlation.traceParent(request)), key);
    }

    private Answer publish(Caller caller, HttpServletRequest request, int limit,
            Function<JsonBody, List<Item>> items) throws IOException {
        var body = read(caller, request, limit);
        new QueryParameters(request, Set.of());
        var key = IdempotencyKey.of(request, caller, body.bytes());
        var trace = Correlation.traceParent(request);
        return door.publish(caller,
                items.apply(body.json(maxBatch)).stream().map(item -> item.tracedBy(trace)).toList(), key);
    }

    /** Counted whatever comes of it, but read before: Jetty cuts off who is answered while the body is still on its way. */
    private PublishBody read(Caller caller, HttpServletRequest request, int limit) throws IOException {
        try {
            return PublishBody.read(request, limit);
        } finally {
            door.knock(caller);
        }
    }
}
