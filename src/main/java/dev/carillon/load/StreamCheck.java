package dev.carillon.load;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Whether what one subscriber gets of one stream comes once and in order, by its offsets. */
final class StreamCheck implements Subscriber.Messages {

    private final Set<Long> skipped = new HashSet<>();
    private long last = -1;
    private long doubled;
    private long disordered;

    /** @param head the offset at which it was subscribed */
    void begin(long head) {
        last = head;
    }

    boolean isBegun() {
        return last >= 0;
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
        for (long between = last + 1; between < offset; between++) {
            skipped.add(between);
        }
        last = offset;
    }

    /** Came more than once. */
    long doubled() {
        return doubled;
    }

    /** Came behind a later one. */
    long disordered() {
        return disordered;
    }
}
