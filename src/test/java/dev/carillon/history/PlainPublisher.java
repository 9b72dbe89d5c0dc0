package dev.carillon.history;

import java.util.List;
import java.util.random.RandomGenerator;

/** Sends each notification in a request of its own, once. */
final class PlainPublisher extends Publisher {

    private final Rest rest;

    PlainPublisher(String name, List<Stream> streams, History history, long pause, RandomGenerator random, Rest rest) {
        super(name, streams, history, pause, random);
        this.rest = rest;
    }

    @Override
    boolean publish() {
        var attempt = attempt(Form.values());
        var reply = rest.post(Request.path(attempt), Request.body(attempt), "Content-Type",
                attempt.form().contentType());
        return answers().take(attempt, reply) instanceof Answer.Acknowledged;
    }
}
