package dev.carillon.history;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import dev.carillon.history.Finding.Fault;
import org.awaitility.core.ConditionTimeoutException;

/** Where a run takes place: the service, what it stores in, and the record of it all. */
record Scene(Options options, Backing backing, Nodes nodes, History history, SplittableRandom random) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Lets the load go on until so many more have been acknowledged. */
    void awaitAcknowledged(long more) {
        long enough = history.acknowledged() + more;
        await("acknowledgements go on").atMost(PATIENCE).until(() -> history.acknowledged() >= enough);
    }

    /** The same for each of these. */
    void awaitAcknowledgedBy(Collection<Node> some, long more) {
        for (var node : some) {
            long enough = node.acknowledged().sum() + more;
            await("acknowledgements go on at " + node).atMost(PATIENCE)
                    .until(() -> node.acknowledged().sum() >= enough);
        }
    }

    /** Lets the load go on until the outcome of so many more is unknown, as it is while the store is down. */
    void awaitUnknown(long more) {
        long enough = history.unknown() + more;
        await("publishes are answered 503").atMost(PATIENCE).until(() -> history.unknown() >= enough);
    }

    /** What does not come true is a finding, and the run goes on: the checker has more to say about it. */
    void awaitOrFind(String what, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException _) {
            history.finding(Fault.LOST, "not within " + PATIENCE + ": " + what);
        }
    }

    /** Lets the load go on for a random time, up to so many nanoseconds. */
    void pause(long most) {
        LockSupport.parkNanos(random.nextLong(most));
    }

    /** A client's way to a node. */
    Home home() {
        return new Home(nodes, random.split());
    }

    Rest rest() {
        return new Rest(home());
    }

    /** Clients of this one, and no other. */
    Scene at(Node node) {
        return new Scene(options, backing, nodes.only(node), history, random);
    }
}
