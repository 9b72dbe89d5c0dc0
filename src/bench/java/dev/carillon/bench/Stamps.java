package dev.carillon.bench;

import dev.carillon.load.Traffic;

/** Finds the payloads in JSON, however it is cut into chunks. */
final class Stamps {

    private static final String PAYLOAD = "\"payload\":\"";
    private static final int STAMP = 16;

    private final Traffic traffic;
    private String rest = "";
    private int found;

    Stamps(Traffic traffic) {
        this.traffic = traffic;
    }

    void read(String text) {
        rest += text;
        for (int at = rest.indexOf(PAYLOAD); at >= 0; at = rest.indexOf(PAYLOAD)) {
            int begin = at + PAYLOAD.length();
            if (rest.length() < begin + STAMP) {
                return;
            }
            found++;
            traffic.received(Long.parseUnsignedLong(rest, begin, begin + STAMP, 16));
            rest = rest.substring(begin + STAMP);
        }
        rest = rest.substring(Math.max(0, rest.length() - PAYLOAD.length()));
    }

    /** How many. */
    int found() {
        return found;
    }
}
