package dev.carillon.history;

import java.util.List;

/** What a service has to live through. */
sealed interface Trouble permits Kills, Outages, FullDisks, ClusterFaults, RollingRestarts {

    static Trouble of(String name) {
        return switch (name) {
            case "kill" -> new Kills();
            case "outage" -> new Outages();
            case "full-disk" -> new FullDisks();
            case "cluster" -> new ClusterFaults(ClusterFault.all());
            case "pause" -> new ClusterFaults(List.of(new NodePause()));
            case "rolling" -> new RollingRestarts();
            default -> throw new IllegalArgumentException("no trouble " + name);
        };
    }

    /** Once, and over. */
    void happen(Scene scene);

    /** Whether it gave a reason to close the socket of somebody who is well-behaved. */
    boolean excuses(Seen.Closed closed, Spells spells);
}
