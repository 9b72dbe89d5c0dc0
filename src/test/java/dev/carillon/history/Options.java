package dev.carillon.history;

import java.util.List;

/**
 * What a run is to be.
 *
 * @param store {@code sqlite} or {@code postgresql}
 * @param cycles how often the service is troubled
 * @param notifications how many must have been acknowledged before it ends
 * @param rate how many publishers together aim at in a second
 * @param seed what everything random is derived from; the threads' timing is not
 * @param jvm options of the service
 */
record Options(String store, String trouble, int cycles, int notifications, int rate, long seed,
        List<String> jvm) {

    private static final String OWN_JVM = "@src/main/jvm.options";

    /** The command line's, {@code -Dhistory…}. */
    static Options ofSystem() {
        return new Options(text("store", "sqlite"), text("trouble", "kill"), number("cycles", 20),
                number("notifications", 10_000), number("rate", 1000),
                Long.parseLong(text("seed", "" + (System.nanoTime() & 0xFFFFFF))),
                List.of(text("jvm", OWN_JVM).split(" ")));
    }

    /** A short run for every build. */
    static Options brief(String store) {
        return new Options(store, "kill", 5, 3_000, 1000, System.nanoTime() & 0xFFFFFF, List.of(OWN_JVM));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, "" + otherwise));
    }

    private static String text(String name, String otherwise) {
        var text = System.getProperty("history." + name, "");
        return text.isBlank() ? otherwise : text;
    }
}
