package dev.carillon.bench;

import java.nio.ByteBuffer;

/** Whether one subscriber gets the offsets of its topic one after the other. */
final class Sequence implements Subscriber.Messages {

    private static final byte[] HEADER = Wire.ascii("\noffset:");

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
        long offset = offset(input, at, at + length);
        if (last != 0 && offset <= last) {
            outOfOrder++;
            return;
        }
        missed += last == 0 ? 0 : offset - last - 1;
        last = offset;
    }

    private static long offset(ByteBuffer input, int start, int end) {
        for (int at = start; at < end - HEADER.length; at++) {
            if (isHeader(input, at)) {
                return number(input, at + HEADER.length);
            }
        }
        throw new IllegalStateException("a MESSAGE without offset");
    }

    private static boolean isHeader(ByteBuffer input, int at) {
        for (int i = 0; i < HEADER.length; i++) {
            if (input.get(at + i) != HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuffer input, int start) {
        long number = 0;
        for (int at = start; input.get(at) >= '0' && input.get(at) <= '9'; at++) {
            number = number * 10 + input.get(at) - '0';
        }
        return number;
    }
}
