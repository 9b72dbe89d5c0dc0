package dev.carillon.presence;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.publish.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is here, for those who may manage. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PresenceController {

    private static final int LIMIT = 100;

    private final Presence presence;

    PresenceController(Presence presence) {
        this.presence = presence;
    }

    record TopicView(String topic, int subscriptions) {}

    record TopicsView(List<TopicView> topics, boolean partial) {}

    record UserView(String user, int sessions) {}

    record AttendanceView(String topic, int count, List<UserView> users, boolean partial) {}

    record SessionsView(String user, List<SessionView> sessions, boolean partial) {}

    @GetMapping("/topics")
    TopicsView topics(HttpServletRequest request) {
        var query = new QueryParameters(request, Set.of("after", "limit"));
        var after = query.get("after");
        var found = presence.topics(after == null ? "" : new Topic(after).topic(), limit(query, LocalSessions.MOST));
        return new TopicsView(found.found()
                .topics()
                .entrySet()
                .stream()
                .map(topic -> new TopicView(topic.getKey(), topic.getValue()))
                .toList(), found.isPartial());
    }

    @GetMapping("/topics/{topic}/presence")
    AttendanceView attendance(@PathVariable String topic, HttpServletRequest request) {
        var found = presence.attendance(new Topic(topic),
                limit(new QueryParameters(request, Set.of("limit")), LocalSessions.MOST));
        return new AttendanceView(topic, found.found().count(), found.found()
                .users()
                .entrySet()
                .stream()
                .map(user -> new UserView(user.getKey(), user.getValue()))
                .toList(), found.isPartial());
    }

    @GetMapping("/users/{user}/sessions")
    SessionsView sessions(@PathVariable String user, HttpServletRequest request) {
        return sessions(user, new QueryParameters(request, Set.of("limit")));
    }

    /** For names that a path cannot hold. */
    @GetMapping("/sessions")
    SessionsView sessions(HttpServletRequest request) {
        var query = new QueryParameters(request, Set.of("user", "limit"));
        return sessions(Objects.requireNonNullElse(query.get("user"), ""), query);
    }

    private SessionsView sessions(String user, QueryParameters query) {
        var name = new UserQueue(user, UserQueue.DEFAULT_QUEUE).user();
        var found = presence.sessions(name, limit(query, LocalSessions.MOST_SESSIONS));
        return new SessionsView(name, found.found(), found.isPartial());
    }

    private static int limit(QueryParameters query, int most) {
        return Objects.requireNonNullElse(query.number("limit", 1, most), (long) LIMIT).intValue();
    }
}
