package dev.carillon.fanout;

import java.time.Instant;
import java.util.List;

import dev.carillon.destination.Destination;

/**
 * A session that is open.
 *
 * @param session what delivery records and the audit log call it
 * @param isStream whether it gets server-sent events, and speaks no STOMP
 * @param since when it was let in
 */
public record Present(String session, boolean isStream, Instant since, List<Destination> subscriptions) {}
