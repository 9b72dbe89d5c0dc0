package dev.carillon.log;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Does something with what is stored at a cadence, on a thread of its own, on one node at a time. To find out that there is
 * nothing to do takes no lease, so that a service at rest writes nothing.
 *
 * <p>A node that stood still in the middle of its work goes on with it when another one has taken over. What is done must therefore
 * be right when two nodes do it at once: the lease spares them the trouble, and is no lock.
 */
public final class LeasedWork implements AutoCloseable {

    /** For how long nobody works when a node has died. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final Lease lease;
    private final RegularWork work;

    /**
     * Begins.
     *
     * @param name the same on every node
     * @param work looks whether there is something to do, and where there is, asks the lease before each step of it
     */
    public LeasedWork(NotificationLog log, String name, Duration every, Consumer<Lease> work) {
        this(new Lease(log, name, LEASE), name, every, work);
    }

    LeasedWork(Lease lease, String name, Duration every, Consumer<Lease> work) {
        this.lease = lease;
        this.work = new RegularWork(name, every, () -> work.accept(lease));
    }

    @Override
    public void close() {
        lease.end();
        work.close(); // Behind the step that is under way, or that would take the lease again.
        lease.giveUp();
    }
}
