package dev.carillon.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.carillon.destination.UserQueue;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.relay.Relay;
import org.springframework.stereotype.Component;

/** Changes what counts as read, and tells all sessions of the user that are there. */
@Component
class ReadState {

    private static final String TYPE = Notification.OWN_TYPES + "inbox";

    private final NotificationLog log;
    private final Relay relay;

    ReadState(NotificationLog log, Relay relay) {
        this.log = log;
        this.relay = relay;
    }

    /** @throws dev.carillon.problem.Problem if the user has no such notification */
    void mark(String user, NotificationId id, boolean read) {
        NotificationLog.await(log.submit(new MarkRead(user, id, read), marked -> {
            if (marked.changed()) {
                tell(marked, (read ? "\"read\"" : "\"unreadIds\"") + ":[\"" + id + "\"]");
            }
        }));
    }

    /** Marks all that stand before, and up to, an offset; answers how many are left. */
    long markUpTo(UserQueue queue, long upTo) {
        boolean changed = false;
        while (true) {
            boolean before = changed;
            var slice = NotificationLog.await(log.submit(new MarkReadUpTo(queue, upTo), marked -> {
                if (!marked.more() && (before || marked.state().changed())) {
                    tell(marked.state(), "\"readUpTo\":" + upTo);
                }
            }));
            if (!slice.more()) {
                return slice.state().unread();
            }
            changed = true;
        }
    }

    private void tell(Marked marked, String what) {
        var body = "{\"unread\":" + marked.unread() + "," + what + "}";
        relay.publish(new Notification(NotificationId.next(), marked.queue(), TYPE, null, Map.of(),
                new Payload("application/json", body.getBytes(StandardCharsets.UTF_8)),
                Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }
}
