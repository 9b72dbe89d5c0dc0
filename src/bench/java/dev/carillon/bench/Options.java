package dev.carillon.bench;

import java.util.List;
import java.util.stream.Stream;

/** What the command line sets, {@code -Dbench…}. */
final class Options {

    private Options() {}

    /** Scenarios, by name; all by default. */
    static boolean wanted(String scenario) {
        return contains("bench", scenario);
    }

    /** Peers, by the beginning of their name; all by default. */
    static boolean wanted(Peer peer) {
        return contains("bench.peers", peer.name());
    }

    /** Rounds that count; those that warm up come first and do not. */
    static int rounds() {
        return Integer.getInteger("bench.rounds", 5);
    }

    /** How long one measurement lasts. */
    static int seconds() {
        return Integer.getInteger("bench.seconds", 5);
    }

    /** How long hostile clients stay. */
    static int hostileSeconds() {
        return Integer.getInteger("bench.hostile.seconds", 60);
    }

    /** What they do, by the beginning of its name; everything by default. */
    static String hostileKind() {
        return System.getProperty("bench.hostile", "");
    }

    /** Those it is shipped with, by default. */
    static List<String> carillonJvm() {
        var options = System.getProperty("bench.jvm", "");
        return List.of((options.isEmpty() ? "@src/main/jvm.options" : options).split(" "));
    }

    private static boolean contains(String property, String name) {
        var wanted = System.getProperty(property, "");
        return wanted.isEmpty() || wanted.equals("true") || Stream.of(wanted.split(",")).anyMatch(name::startsWith);
    }
}
