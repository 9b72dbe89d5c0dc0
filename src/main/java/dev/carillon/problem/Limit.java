package dev.carillon.problem;

import java.util.Locale;

/** What there may be so much of and no more, as {@code carillon.limits.exceeded} names it. */
public enum Limit {

    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    CONNECTIONS_PER_USER,
    HANDSHAKES,
    HANDSHAKES_PER_ADDRESS,
    INBOUND_FRAMES,
    INBOUND_BYTES,
    PUBLISHES_PER_USER,
    TICKETS;

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
