package dev.carillon.relay;

import java.io.IOException;
import java.util.Collection;

/**
 * The border to a message broker that nodes share. It carries bytes under a routing key to every node that is bound to the key, the
 * sender too, and may lose them, not forge them. Used by one thread.
 */
public interface Broker {

    /** Where messages come in. */
    interface Arrivals {

        /** On the broker's thread, one after another; blocks while this node is behind, which the broker has to bear. */
        void arrived(byte[] message);

        /** The link is no more. From any thread. */
        void lost();
    }

    /** A connection, and the node's own queue behind it, which goes with it. */
    interface Link {

        /** What comes under these keys is brought from the moment on at which this returns. */
        void bind(Collection<String> keys) throws IOException;

        void unbind(Collection<String> keys) throws IOException;

        void send(String key, byte[] message) throws IOException;

        boolean isOpen();

        void close();
    }

    /** Connects. */
    Link connect(Arrivals arrivals) throws IOException;
}
