package dev.carillon.bench;

import java.io.IOException;

/** Some clients that want to know of the same events, each in the same way. */
interface Clients {

    /** Whether all of them hear of what is published from now on. */
    boolean isReady();

    /** Does what is due, as {@link Loop.Turn}. */
    long turn(long now) throws IOException;

    /** Requests of HTTP, all of theirs. */
    long requests();

    /** Whether each has got so many notifications, and no more. */
    boolean haveAll(long published);
}
