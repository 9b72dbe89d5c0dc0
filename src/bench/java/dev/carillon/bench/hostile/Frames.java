package dev.carillon.bench.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;

import dev.carillon.load.Wire;

/** WebSocket frames, right and wrong ones (RFC 6455 section 5.2). */
final class Frames {

    static final int FIN = 0x80;
    static final int COMPRESSED = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int PING = 9;

    private static final int MASKED = 0x80;
    private static final int MASK = 4;
    private static final int LONGEST_HEADER = 14;

    private Frames() {}

    static byte[] text(String payload) {
        return frame(FIN | TEXT, Wire.ascii(payload));
    }

    /** Masked with zeros, which is a mask like any other and costs the client nothing. */
    static byte[] frame(int first, byte[] payload) {
        return concat(header(first, payload.length), payload);
    }

    /** The beginning of a frame whose payload is still to come. */
    static byte[] header(int first, int length) {
        var header = ByteBuffer.allocate(LONGEST_HEADER).put((byte) first);
        if (length < 126) {
            header.put((byte) (MASKED | length));
        } else if (length < 65_536) {
            header.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            header.put((byte) (MASKED | 127)).putLong(length);
        }
        var bytes = new byte[header.position() + MASK];
        header.flip().get(bytes, 0, header.limit());
        return bytes;
    }

    /** So many in one write: a flood is to cost its client less than its victim. */
    static byte[] many(int count, IntFunction<byte[]> frame) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(frame.apply(i));
        }
        return bytes.toByteArray();
    }

    static byte[] concat(byte[] first, byte[] second) {
        return many(2, i -> i == 0 ? first : second);
    }
}
