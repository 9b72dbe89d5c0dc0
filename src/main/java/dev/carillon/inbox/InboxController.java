package dev.carillon.inbox;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.carillon.access.Caller;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.NotificationId;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.publish.QueryParameters;
import dev.carillon.publish.RequestTexts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own queues. No path names a user: there is no other's to be reached. */
@RestController
@RequestMapping("/api/v1/me/notifications")
class InboxController {

    private static final Set<String> PAGE_QUERY = Set.of("queue", "after", "before", "limit", "unread");
    private static final long MAX_LIMIT = 1000;
    private static final long LIMIT = 100;

    private final InboxReader reader;
    private final ReadState readState;

    InboxController(InboxReader reader, ReadState readState) {
        this.reader = reader;
        this.readState = readState;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] page(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        var query = new QueryParameters(request, PAGE_QUERY);
        var after = query.number("after", 0, Long.MAX_VALUE);
        var before = query.number("before", 0, Long.MAX_VALUE);
        if (after != null && before != null) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "A page is after an offset or before one.", "before");
        }
        long limit = Objects.requireNonNullElse(query.number("limit", 1, MAX_LIMIT), LIMIT);
        var wanted = before == null
                ? InboxReader.Wanted.after(Objects.requireNonNullElse(after, 0L))
                : InboxReader.Wanted.before(before);
        return reader.page(queue(caller, query), wanted, RequestTexts.flag(query.get("unread"), "unread"),
                Math.toIntExact(limit)).json();
    }

    @GetMapping(path = "/unread-count", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> unreadCount(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return Map.of("unread", reader.unread(queue(caller, new QueryParameters(request, Set.of("queue")))));
    }

    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        readState.mark(caller.user(), parse(id), true);
    }

    @PostMapping("/{id}/unread")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unread(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        readState.mark(caller.user(), parse(id), false);
    }

    @PostMapping(path = "/read", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Long> readUpTo(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        var query = new QueryParameters(request, Set.of("queue", "upTo"));
        var upTo = query.number("upTo", 0, Long.MAX_VALUE);
        if (upTo == null) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "It is the offset up to which all is read.", "upTo");
        }
        return Map.of("unread", readState.markUpTo(queue(caller, query), upTo));
    }

    private static UserQueue queue(Caller caller, QueryParameters query) {
        return new UserQueue(caller.user(),
                Objects.requireNonNullElse(query.get("queue"), UserQueue.DEFAULT_QUEUE));
    }

    private static NotificationId parse(String id) {
        return NotificationId.parse(id).orElseThrow(MarkRead::unknown);
    }
}
