package dev.carillon.publish;

import java.time.Duration;
import java.time.Instant;

import dev.carillon.notification.Notification;
import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What becomes of one notification of a request. */
sealed interface Outcome {

    /** It is appended to its stream; without a position until it is. */
    record Stored(Notification notification) implements Outcome {}

    /** It is handed to those who are there. */
    record Ephemeral(Notification notification) implements Outcome {}

    /** It is stored, and appended at its time; {@code ttl} counts from then on. */
    record Scheduled(Notification notification, Instant deliverAt, @Nullable Duration ttl) implements Outcome {}

    /** Nothing. */
    record Refused(String destination, Problem problem) implements Outcome {}
}
