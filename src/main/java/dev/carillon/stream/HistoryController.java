package dev.carillon.stream;

import java.util.Objects;
import java.util.Set;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.destination.Topic;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.NotificationJson;
import dev.carillon.publish.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was published to a topic and is kept, page by page. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class HistoryController {

    private static final Set<String> QUERY = Set.of("after", "limit");
    private static final long MAX_LIMIT = 1000;
    private static final long LIMIT = 100;

    private final NotificationLog log;

    HistoryController(NotificationLog log) {
        this.log = log;
    }

    @GetMapping("/topics/{topic}/notifications")
    byte[] history(@PathVariable String topic, @AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        var query = new QueryParameters(request, QUERY);
        var destination = new Topic(topic);
        AccessPolicy.requireSubscribe(caller, destination);
        long after = Objects.requireNonNullElse(query.number("after", 0, Long.MAX_VALUE), 0L);
        long limit = Objects.requireNonNullElse(query.number("limit", 1, MAX_LIMIT), LIMIT);
        var head = log.head(destination);
        var page = log.read(destination, after, 0, Math.toIntExact(limit));
        return NotificationJson.object(json -> {
            json.writeStringProperty("epoch", head.position().epochText());
            json.writeNumberProperty("head", head.offset());
            json.writeArrayPropertyStart("notifications");
            for (var notification : page.notifications()) {
                json.writeStartObject();
                NotificationJson.write(json, notification);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
