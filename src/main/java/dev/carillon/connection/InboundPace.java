package dev.carillon.connection;

import java.util.concurrent.TimeUnit;

/**
 * How fast one client sends: the generic cell rate algorithm (ITU-T I.371, annex A), as a virtual clock for frames and one for
 * bytes: a second's worth may come at once. Two longs a connection, where a library's bucket has several objects. Touched by the
 * connection's thread only.
 */
final class InboundPace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** When what came so far would have come at exactly the rate that is allowed. */
    private long frames = System.nanoTime();
    private long bytes = frames;

    /** Whether another frame is still within what may come. */
    boolean takesFrame(long now, long perSecond) {
        frames = later(frames, now) + SECOND / perSecond;
        return frames - now <= SECOND;
    }

    /** Whether so many bytes more are still within what may come. */
    boolean takesBytes(long now, int count, long perSecond) {
        bytes = later(bytes, now) + count * SECOND / perSecond;
        return bytes - now <= SECOND;
    }

    private static long later(long clock, long now) {
        return clock - now > 0 ? clock : now;
    }
}
