package dev.carillon.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.carillon.log.Lease;
import dev.carillon.log.LeasedWork;
import dev.carillon.log.NotificationLog;
import org.springframework.stereotype.Component;

/**
 * Appends scheduled notifications when their time has come. A row is taken out in the transaction that appends, so it happens
 * once, whatever stops in between and however many nodes do it at once.
 */
@Component
class Scheduler implements AutoCloseable {

    private static final Duration LOOKS_EVERY = Duration.ofMillis(250);
    private static final int SLICE = 256;

    private final NotificationLog log;
    private final NotificationPublisher publisher;
    private final LeasedWork work;

    Scheduler(NotificationLog log, NotificationPublisher publisher) {
        this.log = log;
        this.publisher = publisher;
        this.work = new LeasedWork(log, "scheduler", LOOKS_EVERY, this::deliverAllDue);
    }

    private void deliverAllDue(Lease lease) {
        var due = due();
        while (!due.isEmpty() && lease.isOurs()) {
            deliver(due);
            due = due();
        }
    }

    private List<Outcome.Scheduled> due() {
        return log.query(jdbc -> jdbc.query("select " + ScheduleTable.COLUMNS
                + " from scheduled where deliver_at <= ? order by deliver_at, id limit ?", ScheduleTable::read,
                System.currentTimeMillis(), SLICE));
    }

    private void deliver(List<Outcome.Scheduled> due) {
        long started = System.nanoTime();
        NotificationLog.await(log.submit(transaction -> {
            List<Outcome> taken = due.stream()
                    .filter(scheduled -> ScheduleTable.take(transaction, scheduled.notification().id()))
                    .filter(scheduled -> !scheduled.notification().isExpired(Instant.now()))
                    .map(scheduled -> (Outcome) new Outcome.Stored(scheduled.notification()))
                    .toList();
            return new Publication(taken).apply(transaction);
        }, outcomes -> publisher.deliver(outcomes, started)));
    }

    @Override
    public void close() {
        work.close();
    }
}
