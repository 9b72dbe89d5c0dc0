package dev.carillon.bench;

import java.nio.ByteBuffer;

import dev.carillon.load.Offset;
import dev.carillon.load.Subscriber;

/** Whether one subscriber gets the offsets of its topic one after the other. */
final class Sequence implements Subscriber.Messages {

    /** Zero before the first. */
    private long last;
    private long missed;
    private long outOfOrder;

    long last() {
        return last;
    }

    /** How many were left out. */
    long missed() {
        return missed;
    }

    /** How many came again, or late. */
    long outOfOrder() {
        return outOfOrder;
    }

    @Override
    public void message(ByteBuffer input, int at, int length) {
        long offset = Offset.of(input, at, length);
        if (last != 0 && offset <= last) {
            outOfOrder++;
            return;
        }
        missed += last == 0 ? 0 : offset - last - 1;
        last = offset;
    }
}
