package dev.carillon.relay;

import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import org.jspecify.annotations.Nullable;

/** What nodes say to one another. */
sealed interface RelayMessage {

    /**
     * Somebody published.
     *
     * @param recalled which notification this one takes back; null for none
     */
    record Published(Notification notification, @Nullable NotificationId recalled) implements RelayMessage {}

    /**
     * The sender is there.
     *
     * @param at by the sender's own clock, which means something to the sender alone
     */
    record Alive(long at) implements RelayMessage {}

    /** The sender is going. */
    record Leaving() implements RelayMessage {}

    /**
     * Every node is to answer.
     *
     * @param id by which the sender knows it
     */
    record Asked(long id, Question question) implements RelayMessage {}

    // The array is what goes over the wire; it is never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(long id, byte[] answer) implements RelayMessage {}
}
