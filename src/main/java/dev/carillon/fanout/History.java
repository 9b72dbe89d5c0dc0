package dev.carillon.fanout;

import java.util.function.Consumer;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Page;
import org.jspecify.annotations.Nullable;

/** The border to what was published before. Called by lanes, and never blocks them. */
public interface History {

    /**
     * Reads what stands behind an offset of a stream.
     *
     * @param acknowledgedUpTo up to this offset only what no client has acknowledged; 0 for everything
     * @param answer called once, on any thread; with null where it cannot be read now
     */
    void read(Destination destination, long after, long acknowledgedUpTo, int limit, Consumer<@Nullable Page> answer);
}
