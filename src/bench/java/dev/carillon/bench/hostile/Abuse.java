package dev.carillon.bench.hostile;

import java.util.function.Function;

/**
 * One abuse: what a hostile client does with a socket, again and again.
 *
 * @param meets the HTTP status or the close code that stops it; empty where nothing has to
 * @param perSecond how often it does what it does, and how often it comes back at most
 * @param sockets that one client has open
 * @param lasts after how many deeds it resets the socket itself; zero where it stays until it is thrown out
 * @param reads whether it takes what it is sent
 */
record Abuse(String name, Stage stage, String meets, int perSecond, int sockets, int lasts, boolean reads,
        Function<Identity, Deed> deeds) {

    private static final int PER_SECOND = 50;
    private static final int SOCKETS = 10;

    /** What is written with the n-th deed on one socket. */
    interface Deed {

        byte[] bytes(int n);
    }

    static Abuse of(String name, Stage stage, String meets, Function<Identity, Deed> deeds) {
        return new Abuse(name, stage, meets, PER_SECOND, 1, 0, true, deeds);
    }

    /** It does the same each time. */
    static Abuse same(String name, Stage stage, String meets, Function<Identity, byte[]> deed) {
        return of(name, stage, meets, identity -> {
            var bytes = deed.apply(identity);
            return _ -> bytes;
        });
    }

    /** It holds sockets, and does next to nothing with each. */
    Abuse slowly() {
        return new Abuse(name, stage, meets, 1, SOCKETS, lasts, reads, deeds);
    }

    Abuse perSecond(int times) {
        return new Abuse(name, stage, meets, times, sockets, lasts, reads, deeds);
    }

    Abuse lasts(int times) {
        return new Abuse(name, stage, meets, perSecond, sockets, times, reads, deeds);
    }

    Abuse unread() {
        return new Abuse(name, stage, meets, perSecond, sockets, lasts, false, deeds);
    }
}
