package dev.carillon.publish;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.carillon.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a publish.
 *
 * @param status as if it had been alone, where it is one of several
 * @param destination {@code topic:orders.eu} or {@code user:alice/inbox}
 * @param epoch absent, as the offset is, where it has no position in its stream: not yet, or never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Published(@Nullable Integer status, @Nullable String id, String destination, @Nullable String epoch,
        @Nullable Long offset, @Nullable Instant deliverAt, @Nullable Instant timestamp, @Nullable String code,
        @Nullable String detail, @Nullable String field) {

    static Published of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored(var notification) -> of(notification, null);
            case Outcome.Ephemeral(var notification) -> of(notification, null);
            case Outcome.Scheduled(var notification, var deliverAt, _) -> of(notification, deliverAt);
            case Outcome.Refused(var destination, var problem) ->
                new Published(null, null, destination, null, null, null,
                        null, problem.code().code(), problem.getMessage(), problem.field());
        };
    }

    /** The HTTP status of an outcome: 201 promises that it is stored, 202 does not. */
    static int status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored _,Outcome.Scheduled _ -> 201;
            case Outcome.Ephemeral _ -> 202;
            case Outcome.Refused(_, var problem) -> problem.code().httpStatus();
        };
    }

    Published as(int oneOfSeveral) {
        return new Published(oneOfSeveral, id, destination, epoch, offset, deliverAt, timestamp, code, detail, field);
    }

    private static Published of(Notification notification, @Nullable Instant deliverAt) {
        var position = notification.position();
        return new Published(null, notification.id().toString(), notification.destination().name(),
                position == null ? null : position.epochText(), position == null ? null : position.offset(), deliverAt,
                notification.timestamp(), null, null, null);
    }
}
