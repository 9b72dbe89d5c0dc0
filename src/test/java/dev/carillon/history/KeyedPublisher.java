package dev.carillon.history;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import dev.carillon.history.Finding.Fault;

/** Sends each notification with an {@code Idempotency-Key} until it is acknowledged, and some of them once more. */
final class KeyedPublisher extends Publisher {

    private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(30);
    /** Minutes of tries: longer than any restart takes. */
    private static final int TRIES = 10_000;

    private final Rest rest;

    KeyedPublisher(String name, List<Stream> streams, History history, long pause, RandomGenerator random, Rest rest) {
        super(name, streams, history, pause, random);
        this.rest = rest;
    }

    @Override
    boolean publish() {
        var attempt = attempt(Form.values());
        for (int i = 0; i < TRIES && !Thread.currentThread().isInterrupted(); i++) {
            if (send(attempt)) {
                if (random().nextInt(4) == 0) {
                    rest.home().move();
                    send(attempt);
                }
                return true;
            }
            LockSupport.parkNanos(BETWEEN_TRIES);
        }
        history().finding(Fault.UNEXPECTED, attempt + " is not answered, however often it is sent");
        return false;
    }

    private boolean send(Attempt attempt) {
        var reply = rest.post(Request.path(attempt), Request.body(attempt), "Content-Type",
                attempt.form().contentType(), "Idempotency-Key", attempt.name());
        return answers().take(attempt, reply) instanceof Answer.Acknowledged;
    }
}
