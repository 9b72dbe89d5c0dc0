package dev.carillon.publish;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.carillon.log.NotificationLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Appends scheduled notifications when their time has come. A row is taken out in the transaction that appends, so it happens
 * once, whatever stops in between and however many nodes look.
 */
@Component
class Scheduler implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Scheduler.class);

    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int SLICE = 256;

    private final NotificationLog log;
    private final NotificationPublisher publisher;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("scheduler").daemon().factory());

    Scheduler(NotificationLog log, NotificationPublisher publisher) {
        this.log = log;
        this.publisher = publisher;
        var _ = clock.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            while (deliver(due()) == SLICE) {
                logger.debug("More is due");
            }
        } catch (RuntimeException failure) {
            // The store is down, which its writer says: what is due waits, and the clock must go on.
            logger.debug("Nothing could be delivered", failure);
        }
    }

    private List<Outcome.Scheduled> due() {
        return log.query(jdbc -> jdbc.query("select " + ScheduleTable.COLUMNS
                + " from scheduled where deliver_at <= ? order by deliver_at, id limit ?", ScheduleTable::read,
                System.currentTimeMillis(), SLICE));
    }

    private int deliver(List<Outcome.Scheduled> due) {
        if (!due.isEmpty()) {
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
        return due.size();
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
