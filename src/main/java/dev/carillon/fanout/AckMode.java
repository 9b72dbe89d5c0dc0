package dev.carillon.fanout;

/** How a subscription acknowledges (STOMP 1.2, "SUBSCRIBE ack Header"). */
public enum AckMode {

    /** Sent is enough. */
    AUTO,
    /** An ACK covers every notification sent to the subscription before it. */
    CLIENT,
    /** An ACK covers one notification. */
    CLIENT_INDIVIDUAL
}
