package dev.carillon.log;

import java.time.Duration;
import java.util.UUID;

/**
 * What one node at a time may hold, by the database's clock: a holder that says nothing any more loses it. For one thread, but for
 * {@link #end}.
 */
public final class Lease {

    private final NotificationLog log;
    private final String name;
    private final String holder = UUID.randomUUID().toString();
    private final long lengthNanos;
    private boolean held;
    private long until;
    private volatile boolean over;

    Lease(NotificationLog log, String name, Duration length) {
        this.log = log;
        this.name = name;
        this.lengthNanos = length.toNanos();
    }

    /**
     * Whether it is this node's turn: to be asked when there is something to do, before each step of it. Takes the lease where
     * nobody has it, and writes only when less than half of it is left.
     *
     * @throws dev.carillon.problem.Problem if the store does not answer
     */
    public boolean isOurs() {
        long asked = System.nanoTime();
        if (!over && !(held && until - asked > lengthNanos / 2)) {
            held = NotificationLog.await(log.submit(this::take));
            until = asked + lengthNanos; // Of the two clocks ours began earlier.
        }
        return held && !over;
    }

    /** Who would not get it only reads: a row that a conflict has locked is written, though nothing of it changes. */
    private boolean take(Transaction transaction) {
        var now = transaction.clock();
        boolean another = !transaction.jdbc()
                .queryForList("select 1 from lease where name = ? and holder <> ? and until >= " + now, Integer.class,
                        name, holder)
                .isEmpty();
        return !another && transaction.jdbc()
                .update("""
                        insert into lease (name, holder, until) values (?, ?, %1$s + ?)
                        on conflict (name) do update set holder = excluded.holder, until = excluded.until
                        where lease.holder = excluded.holder or lease.until < %1$s""".formatted(now), name, holder,
                        lengthNanos / 1_000_000) == 1;
    }

    /** From now on it is nobody's turn here. From any thread. */
    void end() {
        over = true;
    }

    /** Another node need not wait until it ends by itself. The log does what has come before it stops, so nobody waits here either. */
    void giveUp() {
        if (held) {
            var _ = log.submit(transaction -> transaction.jdbc()
                    .update("delete from lease where name = ? and holder = ?", name, holder));
        }
    }
}
