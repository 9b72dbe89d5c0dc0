package dev.carillon.load;

import java.nio.ByteBuffer;

/** The header {@code offset} of a MESSAGE, read where it stands in the input. */
public final class Offset {

    private static final byte[] HEADER = Wire.ascii("\noffset:");

    private Offset() {}

    /** Of the headers, which end at an empty line; zero where it is none of them. */
    public static long of(ByteBuffer input, int start, int length) {
        int end = start + length;
        for (int at = start; at < end - HEADER.length; at++) {
            if (input.get(at) != '\n') {
                continue;
            }
            if (input.get(at + 1) == '\n') {
                return 0;
            }
            if (isHeader(input, at)) {
                return number(input, at + HEADER.length);
            }
        }
        return 0;
    }

    private static boolean isHeader(ByteBuffer input, int at) {
        for (int i = 1; i < HEADER.length; i++) {
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
