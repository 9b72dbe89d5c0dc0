package dev.carillon.publish;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.carillon.log.Change;
import dev.carillon.log.NotificationLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes the first answers of requests that are too long ago to be repeated, in slices between appends. */
@Component
class IdempotencySweep implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(IdempotencySweep.class);

    private static final long EVERY_SECONDS = 1;
    private static final int SLICE = 500;

    private final NotificationLog log;
    private final long ageMillis;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("idempotency-sweep").daemon().factory());

    IdempotencySweep(NotificationLog log, PublishSettings settings) {
        this.log = log;
        this.ageMillis = settings.idempotencyAge().toMillis();
        var _ = clock.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void run() {
        try {
            sweep(System.currentTimeMillis() - ageMillis);
        } catch (RuntimeException failure) {
            // The store is down, which its writer says: what is old waits, and the clock must go on.
            logger.debug("No keys could be swept", failure);
        }
    }

    private void sweep(long createdBefore) {
        Change<Integer> slice = transaction -> transaction.jdbc()
                .update("""
                        delete from idempotency where (caller, idempotency_key) in
                        (select caller, idempotency_key from idempotency where created_at < ? order by created_at limit ?)""",
                        createdBefore, SLICE);
        boolean more = anyBefore(createdBefore);
        while (more) {
            more = NotificationLog.await(log.submit(slice)) == SLICE;
        }
    }

    private boolean anyBefore(long time) {
        return !log.query(jdbc -> jdbc.queryForList("select 1 from idempotency where created_at < ? limit 1",
                Integer.class, time)).isEmpty();
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
