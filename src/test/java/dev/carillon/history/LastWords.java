package dev.carillon.history;

import java.util.random.RandomGenerator;

/** Publishes when nobody else does, and must be answered. */
final class LastWords {

    private final Scene scene;
    private final RandomGenerator random;

    LastWords(Scene scene) {
        this.scene = scene;
        this.random = scene.random().split();
    }

    /** The head that this makes. */
    Position publish(Stream stream) {
        var name = "last-" + random.nextLong();
        var attempt = scene.history().attempt(stream, Form.TEXT, name, Form.TEXT.body(name, random));
        var reply = scene.rest()
                .patient()
                .post(Request.path(attempt), Request.body(attempt), "Content-Type", attempt.form().contentType());
        return switch (new Answers(scene.history()).take(attempt, reply)) {
            case Answer.Acknowledged(_, var place, _) -> place.position();
            case Answer other -> throw new IllegalStateException("a service at rest does not answer: " + other);
        };
    }
}
