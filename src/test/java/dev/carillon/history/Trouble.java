package dev.carillon.history;

/** What a service has to live through. */
sealed interface Trouble permits Kills, Outages, FullDisks {

    static Trouble of(String name) {
        return switch (name) {
            case "kill" -> new Kills();
            case "outage" -> new Outages();
            case "full-disk" -> new FullDisks();
            default -> throw new IllegalArgumentException("no trouble " + name);
        };
    }

    /** Once, and over. */
    void happen(Scene scene);

    /** Whether the service stays, so that sockets must. */
    boolean serviceStays();
}
