package dev.carillon.load;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;

/** Whether what one subscriber gets of one stream comes once and in order, by its offsets. Of one thread. */
public final class StreamCheck implements Subscriber.Messages {

    private final Set<Long> skipped = new HashSet<>();
    private long last = -1;
    private long doubled;
    private long disordered;

    /** @param head the offset at which it was subscribed; without it, the first that comes is the first that was to come */
    void begin(long head) {
        last = head;
    }

    /** Counts anew; what has come until now has come. */
    void restart() {
        doubled = 0;
        disordered = 0;
    }

    @Override
    public void message(ByteBuffer input, int at, int length) {
        long offset = Offset.of(input, at, length);
        if (offset > 0) { // Ephemeral ones have none.
            seen(offset);
        }
    }

    void seen(long offset) {
        if (offset <= last) {
            if (skipped.remove(offset)) {
                disordered++;
            } else {
                doubled++;
            }
            return;
        }
        for (long between = last < 0 ? offset : last + 1; between < offset; between++) {
            skipped.add(between);
        }
        last = offset;
    }

    /** The highest offset; -1 before the first. */
    public long last() {
        return last;
    }

    /** Left out, and not come since. */
    public long missed() {
        return skipped.size();
    }

    /** How many of these have not come. */
    long missed(NavigableSet<Long> offsets) {
        return offsets.tailSet(last, false).size() + skipped.stream().filter(offsets::contains).count();
    }

    /** Came more than once. */
    public long doubled() {
        return doubled;
    }

    /** Came behind a later one. */
    public long disordered() {
        return disordered;
    }
}
