package dev.carillon.fanout;

import dev.carillon.notification.Notification;

/** What a session's frames look like: all that a lane has to know of the protocol that it speaks. */
public sealed interface WireFormat permits StompVersion, EventStream {

    /** The frame of a notification. */
    WireFrame message(Notification notification, Encoder.Variant variant);

    /** Says nothing, but that we are here. */
    WireFrame heartbeat();

    /** The last frame of a session, with the reason why we end it. */
    WireFrame close(int code);

    /** Whether the connection is closed when the peer has answered our last frame, and not as soon as that is written. */
    boolean closesByHandshake();
}
