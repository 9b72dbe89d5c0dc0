package dev.carillon.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What goes out in one piece: a WebSocket message, its RFC 6455 header included, or bytes of an event stream. Immutable: any number
 * of sessions share it.
 */
public final class WireFrame {

    /** The end-of-line that is a heart-beat (STOMP 1.2, "Heart-beating"). */
    static final WireFrame END_OF_LINE = text("\n");

    /** RFC 6455 section 5.2: a frame that is a whole message, and the opcodes that a server sends. */
    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;

    /** What follows the opcode: lengths up to 125 are themselves, larger ones announce two or eight octets. */
    private static final int TWO_OCTETS = 126;
    private static final int EIGHT_OCTETS = 127;
    private static final int NO_STATUS = 1005;

    private final byte[] bytes;

    private WireFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A STOMP frame without a body that might not be text. */
    public static WireFrame text(String frame) {
        return of(TEXT, frame.getBytes(StandardCharsets.UTF_8));
    }

    /** A STOMP frame in parts; binary where its body need not be UTF-8, which a text message must be (section 5.6). */
    static WireFrame message(boolean binary, byte[]... parts) {
        return of(binary ? BINARY : TEXT, parts);
    }

    /**
     * The last frame of a session (section 5.5.1).
     *
     * @param code 1005 stands for a close without one and is never on the wire (section 7.4.1)
     */
    static WireFrame close(int code) {
        return code == NO_STATUS ? of(CLOSE) : of(CLOSE, new byte[]{(byte) (code >> 8), (byte) code});
    }

    /** The answer to a ping (section 5.5.3). */
    static WireFrame pong(byte[] data) {
        return of(PONG, data);
    }

    /** Parts that need no header around them. */
    static WireFrame plain(byte[]... parts) {
        var bytes = ByteBuffer.allocate(length(parts));
        for (var part : parts) {
            bytes.put(part);
        }
        return new WireFrame(bytes.array());
    }

    /** This one with something before it. */
    WireFrame behind(byte[] prefix) {
        return plain(prefix, bytes);
    }

    int size() {
        return bytes.length;
    }

    void putTo(ByteBuffer target) {
        target.put(bytes);
    }

    private static WireFrame of(int opcode, byte[]... parts) {
        int length = length(parts);
        int header = length < TWO_OCTETS ? 2 : length <= 0xFFFF ? 4 : 10;
        var frame = ByteBuffer.allocate(header + length).put((byte) (FIN | opcode));
        switch (header) {
            case 2 -> frame.put((byte) length);
            case 4 -> frame.put((byte) TWO_OCTETS).putShort((short) length);
            default -> frame.put((byte) EIGHT_OCTETS).putLong(length);
        }
        for (var part : parts) {
            frame.put(part);
        }
        return new WireFrame(frame.array());
    }

    private static int length(byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        return length;
    }
}
