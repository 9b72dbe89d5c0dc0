package dev.carillon.history;

import java.time.Duration;
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
        List<String> jvm, Cluster cluster) {

    private static final String OWN_JVM = "@src/main/jvm.options";
    /** Of which there are several on one machine: their second compilers take its two cores for minutes after each start. */
    private static final String SMALL = " -Xmx256m -XX:TieredStopAtLevel=1";
    private static final int BRIEF = 3_000;
    private static final int RATE = 1000;
    /** Of several nodes, a broker and a database on two cores; more, and what is measured is how they wait for a core. */
    private static final int CLUSTER_RATE = 100;

    /** The command line's, {@code -Dhistory…}. */
    static Options ofSystem() {
        var cluster = new Cluster(number("nodes", 1),
                number("nodes", 1) > 1 && Boolean.parseBoolean(text("presence", "true")),
                Duration.ofSeconds(number("outage", 30)), Duration.ofSeconds(number("pause", 20)));
        return new Options(text("store", "sqlite"), text("trouble", "kill"), number("cycles", 20),
                number("notifications", 10_000), number("rate", cluster.isOne() ? RATE : CLUSTER_RATE),
                Long.parseLong(text("seed", "" + anySeed())),
                List.of(text("jvm", cluster.isOne() ? OWN_JVM : OWN_JVM + SMALL).split(" ")), cluster);
    }

    /** A short run for every build. */
    static Options brief(String store) {
        return new Options(store, "kill", 5, BRIEF, RATE, anySeed(), List.of(OWN_JVM), Cluster.one());
    }

    /** The same of three nodes, with one of each fault. */
    static Options briefCluster() {
        return new Options("postgresql", "cluster", ClusterFault.all().size(), BRIEF, CLUSTER_RATE, anySeed(),
                List.of((OWN_JVM + SMALL).split(" ")),
                new Cluster(3, true, Duration.ofSeconds(8), Duration.ofSeconds(8)));
    }

    /** Two nodes that are updated. */
    static Options update() {
        return new Options("postgresql", "update", 0, 0, CLUSTER_RATE, anySeed(), List.of((OWN_JVM + SMALL).split(" ")),
                new Cluster(2, false, Duration.ZERO, Duration.ZERO));
    }

    /** What its files are called. */
    String name() {
        return store + "-" + trouble;
    }

    private static long anySeed() {
        return System.nanoTime() & 0xFFFFFF;
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(text(name, "" + otherwise));
    }

    private static String text(String name, String otherwise) {
        var text = System.getProperty("history." + name, "");
        return text.isBlank() ? otherwise : text;
    }
}
