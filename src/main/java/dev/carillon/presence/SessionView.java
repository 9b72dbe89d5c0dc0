package dev.carillon.presence;

import java.time.Instant;
import java.util.List;

import dev.carillon.destination.Destination;
import dev.carillon.fanout.Present;

/**
 * A session as managers see it.
 *
 * @param protocol {@code stomp}, or {@code sse} for an event stream
 */
record SessionView(String session, String node, String protocol, Instant connectedSince, List<String> subscriptions) {

    static SessionView of(Present present, String node) {
        return new SessionView(present.session(), node, present.isStream() ? "sse" : "stomp", present.since(),
                present.subscriptions().stream().map(Destination::name).sorted().toList());
    }
}
