package dev.carillon.fanout;

import dev.carillon.destination.Destination;

/** Told for which destinations there is somebody here. By lanes: neither blocks. */
public interface Audience {

    /** Where nobody has to know. */
    Audience UNKNOWN = new Audience() {

        @Override
        public void joined(Destination destination) {}

        @Override
        public void left(Destination destination) {}
    };

    /** A lane has its first subscription of it. */
    void joined(Destination destination);

    /** A lane has none of it any more. */
    void left(Destination destination);
}
