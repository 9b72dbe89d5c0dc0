package dev.carillon.problem;

import java.util.Locale;

/** What there may be so much of and no more, as {@code carillon.limits.exceeded} names it. */
public enum Limit {

    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    CONNECTIONS_PER_USER,
    HANDSHAKES,
    HANDSHAKES_PER_ADDRESS,
    REQUESTS_PER_USER,
    REQUESTS_PER_ADDRESS,
    REQUEST_HEAD_TIME,
    REQUEST_HEAD_SIZE,
    BODY_SIZE,
    BATCH_SIZE,
    CONNECT_TIME,
    INBOUND_FRAMES,
    INBOUND_BYTES,
    FRAME_SIZE,
    FRAME_HEADERS,
    FRAME_LINE,
    SUBSCRIPTIONS,
    SUBSCRIPTION_ID,
    TRANSACTIONS,
    TRANSACTION_SIZE,
    OUTBOX,
    PUBLISHES_PER_USER,
    IDEMPOTENCY_KEYS,
    TICKETS;

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
