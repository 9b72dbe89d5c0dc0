package dev.carillon.fanout;

import dev.carillon.destination.Destination;

/** Told who subscribes to what, and who does no longer. By lanes: neither blocks. */
public interface Roster {

    /** Where nobody wants to know. */
    Roster NONE = new Roster() {

        @Override
        public void joined(Destination destination, String user, String session) {}

        @Override
        public void left(Destination destination, String user, String session) {}
    };

    /**
     * A session has subscribed, and gets what is stored from now on.
     *
     * @param user empty for one who has no name
     */
    void joined(Destination destination, String user, String session);

    /**
     * It is not subscribed any longer.
     *
     * @param user empty for one who has no name
     */
    void left(Destination destination, String user, String session);
}
