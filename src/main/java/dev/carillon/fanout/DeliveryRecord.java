package dev.carillon.fanout;

import java.util.Collection;

import dev.carillon.destination.UserQueue;

/** The border to what is written down of deliveries to users who acknowledge them. Called by lanes, and never blocks them. */
public interface DeliveryRecord {

    /** A notification goes to the socket of a session. */
    void sent(String session, UserQueue queue, long offset);

    /** A session has acknowledged notifications. */
    void acknowledged(String session, UserQueue queue, Collection<Long> offsets);
}
