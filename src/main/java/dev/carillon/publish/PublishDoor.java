package dev.carillon.publish;

import java.util.ArrayList;
import java.util.List;

import dev.carillon.access.Caller;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.destination.Destination;
import dev.carillon.log.NotificationLog;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What all publish requests of REST have in common: they wait until it is stored, and a key makes them repeatable. */
@Component
class PublishDoor {

    private final NotificationPublisher publisher;
    private final PublishRates rates;
    private final IdempotencyKeys keys;
    private final ProblemMeter meter;
    private final AuditLog audit;

    PublishDoor(NotificationPublisher publisher, PublishRates rates, IdempotencyKeys keys, ProblemMeter meter,
            AuditLog audit) {
        this.publisher = publisher;
        this.rates = rates;
        this.keys = keys;
        this.meter = meter;
        this.audit = audit;
    }

    /**
     * Counts a request, before anybody looks into it: what is refused costs as much (CWE-770). In one for many this is the first.
     *
     * @throws Problem if the caller has to wait before
     */
    void knock(Caller caller) {
        rates.require(caller);
    }

    Answer publish(Caller caller, Destination destination, PublishRequest request, @Nullable IdempotencyKey key) {
        return publish(List.of(publisher.prepare(caller, destination, request)), key, Answers.ONE);
    }

    /** One that is refused costs the others nothing. */
    Answer publish(Caller caller, List<Item> items, @Nullable IdempotencyKey key) {
        var outcomes = new ArrayList<Outcome>(items.size());
        for (var item : items) {
            outcomes.add(outcome(caller, item, outcomes.isEmpty()));
        }
        tellRefused(caller, outcomes);
        return publish(outcomes, key, Answers.EACH);
    }

    /** The request is answered 200, so nobody else tells. A line a request: one caller does not use up what others are told of. */
    private void tellRefused(Caller caller, List<Outcome> outcomes) {
        var refused = outcomes.stream()
                .filter(Outcome.Refused.class::isInstance)
                .map(Outcome.Refused.class::cast)
                .filter(item -> item.problem().code().isRefusal())
                .toList();
        if (!refused.isEmpty()) {
            var first = refused.getFirst();
            audit.writeRefusal(() -> AuditEntry.of("refused")
                    .with("code", first.problem().code().code())
                    .with("user", caller.user())
                    .with("destination", first.destination())
                    .with("items", refused.size()));
        }
    }

    private Outcome outcome(Caller caller, Item item, boolean counted) {
        try {
            if (!counted) {
                rates.require(caller);
            }
            return switch (item) {
                case Item.Legible(var destination, var request) ->
                    publisher.prepare(caller, Destination.named(destination), request);
                case Item.Illegible(_, var problem) -> throw problem;
            };
        } catch (Problem refusal) {
            meter.count(refusal);
            return new Outcome.Refused(item.destination(), refusal);
        }
    }

    private Answer publish(List<Outcome> prepared, @Nullable IdempotencyKey key, Answers answers) {
        if (key == null) {
            return answers.of(NotificationLog.await(publisher.publish(prepared)));
        }
        return keys.once(key, refusal -> NotificationLog.await(publisher
                .publish(new IdempotentPublication(new Publication(prepared), key, answers, refusal))));
    }
}
