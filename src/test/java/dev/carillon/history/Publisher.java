package dev.carillon.history;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Publishes one thing after the other until it is stopped. */
abstract class Publisher implements Runnable {

    private static final long AFTER_A_FAILURE = TimeUnit.MILLISECONDS.toNanos(50);

    private final String name;
    private final List<Stream> streams;
    private final History history;
    private final long pause;
    private final RandomGenerator random;
    private volatile boolean stopped;
    private int sequence;

    /**
     * @param streams those it may publish to
     * @param pause nanoseconds between two attempts, on average
     */
    Publisher(String name, List<Stream> streams, History history, long pause, RandomGenerator random) {
        this.name = name;
        this.streams = streams;
        this.history = history;
        this.pause = pause;
        this.random = random;
    }

    /** Publishes once. Whether anything was acknowledged. */
    abstract boolean publish() throws InterruptedException;

    @Override
    public final void run() {
        try {
            while (!stopped) {
                boolean acknowledged = publish();
                LockSupport.parkNanos(random.nextLong(2 * pause) + (acknowledged ? 0 : AFTER_A_FAILURE));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    final void stop() {
        stopped = true;
    }

    final String name() {
        return name;
    }

    final Attempt attempt(Form... forms) {
        var form = forms[random.nextInt(forms.length)];
        var unique = name + "-" + ++sequence;
        return history.attempt(streams.get(random.nextInt(streams.size())), form, unique,
                form.body(unique, random));
    }

    final History history() {
        return history;
    }

    final Answers answers() {
        return new Answers(history);
    }

    final RandomGenerator random() {
        return random;
    }
}
