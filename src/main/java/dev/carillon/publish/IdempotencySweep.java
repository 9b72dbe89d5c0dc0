package dev.carillon.publish;

import java.time.Duration;

import dev.carillon.log.Change;
import dev.carillon.log.Lease;
import dev.carillon.log.LeasedWork;
import dev.carillon.log.NotificationLog;
import org.springframework.stereotype.Component;

/**
 * Deletes the first answers of requests that are too long ago to be repeated, in slices between appends. Of two nodes that delete
 * the same at once one finds it gone.
 */
@Component
class IdempotencySweep implements AutoCloseable {

    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);
    private static final int SLICE = 500;

    private final NotificationLog log;
    private final long ageMillis;
    private final LeasedWork work;

    IdempotencySweep(NotificationLog log, PublishSettings settings) {
        this.log = log;
        this.ageMillis = settings.idempotencyAge().toMillis();
        this.work = new LeasedWork(log, "idempotency-sweep", LOOKS_EVERY, this::sweep);
    }

    private void sweep(Lease lease) {
        long createdBefore = System.currentTimeMillis() - ageMillis;
        Change<Integer> slice = transaction -> transaction.jdbc()
                .update("""
                        delete from idempotency where (caller, idempotency_key) in
                        (select caller, idempotency_key from idempotency where created_at < ? order by created_at limit ?)""",
                        createdBefore, SLICE);
        while (anyBefore(createdBefore) && lease.isOurs()) {
            NotificationLog.await(log.submit(slice));
        }
    }

    private boolean anyBefore(long time) {
        return !log.query(jdbc -> jdbc.queryForList("select 1 from idempotency where created_at < ? limit 1",
                Integer.class, time)).isEmpty();
    }

    @Override
    public void close() {
        work.close();
    }
}
