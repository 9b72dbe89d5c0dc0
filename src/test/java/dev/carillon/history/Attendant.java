package dev.carillon.history;

import java.util.random.RandomGenerator;

/** A steady subscriber that says where it is. */
final class Attendant extends Subscriber {

    private final Audience audience;
    private final String user;

    Attendant(Home home, History history, Trace trace, RandomGenerator random, Audience audience, String user) {
        super(home, history, trace, random);
        this.audience = audience;
        this.user = user;
    }

    @Override
    String user() {
        return user;
    }

    @Override
    void arriving() {
        audience.arriving();
    }

    @Override
    void arrived(Node node) {
        audience.arrived(this, node);
    }

    @Override
    void departed() {
        audience.departed(this);
    }
}
