package dev.carillon.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import dev.carillon.destination.Destination;
import dev.carillon.log.Change;
import dev.carillon.log.Transaction;
import dev.carillon.notification.Notification;

/** What one request publishes, in one transaction: the notifications for now, and those for later. */
record Publication(List<Outcome> outcomes) implements Change<List<Outcome>> {

    @Override
    public Collection<Destination> appendsTo() {
        return outcomes.stream().flatMap(Publication::stored).map(Notification::destination).toList();
    }

    /** The same outcomes, those that are stored with their positions. */
    @Override
    public List<Outcome> apply(Transaction transaction) {
        var stored = transaction.append(outcomes.stream().flatMap(Publication::stored).toList()).iterator();
        var results = new ArrayList<Outcome>(outcomes.size());
        for (var outcome : outcomes) {
            results.add(outcome instanceof Outcome.Stored ? new Outcome.Stored(stored.next()) : outcome);
            if (outcome instanceof Outcome.Scheduled scheduled) {
                ScheduleTable.add(transaction, scheduled);
            }
        }
        return results;
    }

    boolean isStored() {
        return outcomes.stream()
                .anyMatch(outcome -> outcome instanceof Outcome.Stored || outcome instanceof Outcome.Scheduled);
    }

    private static Stream<Notification> stored(Outcome outcome) {
        return outcome instanceof Outcome.Stored(var notification)
                ? Stream.of(notification)
                : Stream.empty();
    }
}
