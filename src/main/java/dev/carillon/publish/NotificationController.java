package dev.carillon.publish;

import dev.carillon.access.Caller;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.NotificationId;
import dev.carillon.relay.Relay;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Single notifications, by their ids: what became of them, and taking them back. */
@RestController
@RequestMapping("/api/v1/notifications/{id}")
class NotificationController {

    private final NotificationLog log;
    private final NotificationStories stories;
    private final Relay relay;
    private final AuditLog audit;

    NotificationController(NotificationLog log, NotificationStories stories, Relay relay, AuditLog audit) {
        this.log = log;
        this.stories = stories;
        this.relay = relay;
        this.audit = audit;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    NotificationStory story(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return stories.tell(caller, parse(id));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void recall(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var recall = new Recall(parse(id), caller);
        NotificationLog.await(log.submit(recall, notice -> notice.ifPresent(told -> relay.recall(recall.id(), told))));
        audit.write(AuditEntry.of("recalled").with("user", caller.user()).with("notification", id));
    }

    private static NotificationId parse(String id) {
        return NotificationId.parse(id).orElseThrow(NotificationStories::unknown);
    }
}
