package dev.carillon.publish;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.destination.Destination;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.relay.Relay;
import org.springframework.stereotype.Component;

/**
 * The one way in for a notification: REST and SEND both end here, so the right to publish is checked once. What is stored is
 * handed to the relay by the log's thread behind its commit, in the order of offsets.
 */
@Component
public class NotificationPublisher {

    private final NotificationLog log;
    private final Relay relay;
    private final PublishSettings settings;
    private final PublishRates rates;
    private final PublishMeters meters;
    private final AuditLog audit;

    NotificationPublisher(NotificationLog log, Relay relay, PublishSettings settings, PublishRates rates,
            PublishMeters meters, AuditLog audit) {
        this.log = log;
        this.relay = relay;
        this.settings = settings;
        this.rates = rates;
        this.meters = meters;
        this.audit = audit;
    }

    /**
     * Publishes one notification.
     *
     * @return completed when it is stored, and handed to its subscribers; with a position unless it is ephemeral. Exceptionally
     *     with a {@link dev.carillon.problem.Problem} where it is not known to be stored
     * @throws dev.carillon.problem.Problem if the caller may not publish there, or asks for what is out of range
     */
    public CompletableFuture<Notification> publish(Caller caller, Destination destination, PublishRequest request) {
        rates.require(caller);
        return publish(List.of(prepare(caller, destination, request)))
                .thenApply(outcomes -> switch (outcomes.getFirst()) {
                    case Outcome.Stored(var notification) -> notification;
                    case Outcome.Ephemeral(var notification) -> notification;
                    case Outcome.Scheduled(var notification, _, _) -> notification;
                    case Outcome.Refused(_, var problem) -> throw problem;
                });
    }

    /** What a request, which was counted, is going to come to, when it is stored. */
    Outcome prepare(Caller caller, Destination destination, PublishRequest request) {
        AccessPolicy.requirePublish(caller, destination);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Ranges.require(request, now, settings);
        var expiry = request.ttl() == null ? null : now.plus(request.ttl()).truncatedTo(ChronoUnit.MILLIS);
        var notification = new Notification(NotificationId.next(), destination, request.type(), request.key(),
                request.headers(), request.payload(), now, expiry, null);
        if (audit.isDetailed()) {
            audit.writeDetail(AuditEntry.of("publish")
                    .with("user", caller.user())
                    .with("destination", destination.name())
                    .with("notification", notification.id()));
        }
        if (request.ephemeral()) {
            return new Outcome.Ephemeral(notification);
        }
        return request.deliverAt() == null
                ? new Outcome.Stored(notification)
                : new Outcome.Scheduled(notification, request.deliverAt(), request.ttl());
    }

    CompletableFuture<List<Outcome>> publish(List<Outcome> prepared) {
        long started = System.nanoTime();
        var publication = new Publication(prepared);
        if (publication.isStored()) {
            return log.submit(publication, outcomes -> deliver(outcomes, started));
        }
        deliver(prepared, started);
        return CompletableFuture.completedFuture(prepared);
    }

    /** The same, once for all requests of a key: the others get the first one's answer. */
    CompletableFuture<IdempotentPublication.Result> publish(IdempotentPublication publication) {
        long started = System.nanoTime();
        return log.submit(publication, result -> deliver(result.outcomes(), started));
    }

    /** Hands to the relay what is for now. */
    void deliver(List<Outcome> outcomes, long started) {
        for (var outcome : outcomes) {
            switch (outcome) {
                case Outcome.Stored(var notification) -> deliver(notification, started);
                case Outcome.Ephemeral(var notification) -> deliver(notification, started);
                case Outcome.Scheduled(var notification, _, _) -> meters.published(notification.destination(), started);
                case Outcome.Refused _ -> {
                } // It was never accepted.
            }
        }
    }

    private void deliver(Notification notification, long started) {
        relay.publish(notification);
        meters.published(notification.destination(), started);
    }
}
