package dev.carillon.publish;

import java.io.IOException;
import java.util.Objects;
import java.util.Set;

import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Triggers notifications. Answers 202, not 201: what is not stored is handed over, not promised. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@ResponseStatus(HttpStatus.ACCEPTED)
class PublishController {

    private static final Set<String> TOPIC_QUERY = Set.of("type", "key", "ephemeral");
    private static final Set<String> USER_QUERY = Set.of("type", "key", "ephemeral", "queue");

    private final NotificationPublisher publisher;
    private final int maxBody;

    PublishController(NotificationPublisher publisher, PublishSettings settings) {
        this.publisher = publisher;
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @PostMapping("/topics/{topic}/notifications")
    Published toTopic(@PathVariable String topic, @AuthenticationPrincipal Caller caller, HttpServletRequest request)
            throws IOException {
        return publish(caller, new Topic(topic), request, new QueryParameters(request, TOPIC_QUERY));
    }

    @PostMapping("/users/{user}/notifications")
    Published toUser(@PathVariable String user, @AuthenticationPrincipal Caller caller, HttpServletRequest request)
            throws IOException {
        var query = new QueryParameters(request, USER_QUERY);
        var queue = Objects.requireNonNullElse(query.get("queue"), UserQueue.DEFAULT_QUEUE);
        return publish(caller, new UserQueue(user, queue), request, query);
    }

    private Published publish(Caller caller, Destination destination, HttpServletRequest request,
            QueryParameters query) throws IOException {
        return Published.of(publisher.publish(caller, destination, PublishBody.read(request, query, maxBody)));
    }
}
