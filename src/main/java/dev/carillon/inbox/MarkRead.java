package dev.carillon.inbox;

import java.time.Instant;

import dev.carillon.destination.UserQueue;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** One notification of a user counts as read from now on, or as unread. */
record MarkRead(String user, NotificationId id, boolean read) implements Change<Marked> {

    @Override
    public Marked apply(Transaction transaction) {
        var now = Instant.now();
        var queue = transaction.find(id)
                .filter(notification -> !notification.isOwn() && !notification.isExpired(now))
                .map(Notification::destination)
                .filter(destination -> destination instanceof UserQueue owned && owned.user().equals(user))
                .map(UserQueue.class::cast)
                .orElseThrow(MarkRead::unknown);
        int changed = read
                ? transaction.jdbc()
                        .update("update notification set read_at = ? where id = ? and read_at is null",
                                now.toEpochMilli(), id.bytes())
                : transaction.jdbc()
                        .update(
                                "update notification set read_at = null where id = ? and read_at is not null",
                                (Object) id.bytes());
        transaction.unread(queue, read ? -changed : changed);
        return new Marked(queue, Unread.of(transaction.jdbc(), queue), changed != 0);
    }

    static Problem unknown() {
        return new Problem(ProblemCode.NOT_FOUND, "You have no such notification.", "id");
    }
}
