package dev.carillon.clients;

import java.util.function.BooleanSupplier;

/** A guide's client that is under way. */
interface Follower extends AutoCloseable {

    /** What it shows next, waited for: a payload, or {@code ended} and a close code. */
    String next();

    /** Waits for something that happens elsewhere, while the client goes on. */
    void until(BooleanSupplier condition);

    @Override
    void close();
}
