package dev.carillon.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;

/** Takes a notification back, and tells those who may have it in a notice on the same stream. */
record Recall(NotificationId id, Caller caller) implements Change<Optional<Notification>> {

    private static final String TYPE = Notification.OWN_TYPES + "recalled";

    /** Answers the notice; none where the notification was still to be delivered, since nobody has it. */
    @Override
    public Optional<Notification> apply(Transaction transaction) {
        var stored = transaction.find(id).filter(NotificationStories::isThere);
        if (stored.isPresent()) {
            var notification = stored.get();
            require(notification.destination());
            transaction.remove(notification);
            return Optional.of(transaction.append(List.of(notice(notification.destination()))).getFirst());
        }
        var scheduled = ScheduleTable.find(transaction.jdbc(), id).orElseThrow(NotificationStories::unknown);
        require(scheduled.notification().destination());
        ScheduleTable.take(transaction, id);
        return Optional.empty();
    }

    private void require(Destination destination) {
        NotificationStories.require(caller, destination);
        AccessPolicy.requirePublish(caller, destination);
    }

    private Notification notice(Destination destination) {
        var body = "{\"id\":\"" + id + "\"}";
        return new Notification(NotificationId.next(), destination, TYPE, null, Map.of(),
                new Payload("application/json", body.getBytes(StandardCharsets.UTF_8)),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
