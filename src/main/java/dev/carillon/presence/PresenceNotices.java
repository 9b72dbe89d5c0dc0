package dev.carillon.presence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.NotificationJson;
import dev.carillon.notification.Payload;
import dev.carillon.relay.Relay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the subscribers of a topic, on every node, who joins and who leaves: on a thread of its own, as lanes must not publish. */
@Component
class PresenceNotices implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PresenceNotices.class);

    private static final String TYPE = Notification.OWN_TYPES + "presence";

    private final Comings comings;
    private final Relay relay;
    private final Thread thread = Thread.ofVirtual().name("presence").unstarted(this::run);

    PresenceNotices(Comings comings, Relay relay) {
        this.comings = comings;
        this.relay = relay;
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                tell(comings.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Comings.Coming coming) {
        try {
            relay.publish(notice(coming));
        } catch (RuntimeException fault) {
            // Whatever it is: those who come next are to be told of.
            log.error("A presence notice could not be published", fault);
        }
    }

    private static Notification notice(Comings.Coming coming) {
        var body = NotificationJson.object(json -> {
            json.writeStringProperty("event", coming.joined() ? "joined" : "left");
            if (!coming.user().isEmpty()) {
                json.writeStringProperty("user", coming.user());
            }
            json.writeStringProperty("session", coming.session());
        });
        return new Notification(NotificationId.next(), coming.topic(), TYPE, null, Map.of(),
                new Payload("application/json", body), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
