package dev.carillon.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import tlschannel.NeedsWriteException;

/** What clients write: handshakes, masked frames, and payloads that carry the time of their publication. */
public final class Wire {

    static final int STAMP = 16;

    /** Behind the stamp: of which run it is. */
    static final int RUN = 8;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int MAX_WRITE_ATTEMPTS = 100_000;

    private Wire() {}

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sixteen hexadecimal digits and padding: text, since STOMP over WebSocket prefers it. */
    public static void stamp(byte[] payload, long nanos) {
        for (int i = 0; i < STAMP; i++) {
            payload[i] = HEX[(int) (nanos >>> (60 - 4 * i)) & 0xf];
        }
    }

    public static long stamp(ByteBuffer buffer, int at) {
        long nanos = 0;
        for (int i = 0; i < STAMP; i++) {
            int digit = buffer.get(at + i);
            nanos = nanos << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return nanos;
    }

    /** So many bytes, of which {@link #stamp} is to write the first. */
    public static byte[] padding(int size) {
        var payload = new byte[size];
        Arrays.fill(payload, (byte) 'x');
        return payload;
    }

    static ByteBuffer handshake(String authority, String path, boolean stomp) {
        return handshake(authority, path, stomp ? "Sec-WebSocket-Protocol: v12.stomp\r\n" : "");
    }

    /**
     * The request for a WebSocket.
     *
     * @param headers more of them, each with its line end
     */
    public static ByteBuffer handshake(String authority, String path, String headers) {
        return ByteBuffer.wrap(ascii("GET " + path + " HTTP/1.1\r\nHost: " + authority
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers + "\r\n"));
    }

    /** A masked text frame (RFC 6455 section 5.3). */
    public static ByteBuffer frame(byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return frame.flip();
    }

    /** What is written here fits the socket's buffer but in overload, where waiting is right. */
    public static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        for (int i = 0; !isWritten(channel, bytes); i++) {
            if (i > MAX_WRITE_ATTEMPTS) {
                throw new IOException("the server does not read");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** TLS says by an exception that the socket is full: it may have taken all bytes then, and hold them back. */
    private static boolean isWritten(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        try {
            channel.write(bytes);
            return !bytes.hasRemaining();
        } catch (NeedsWriteException _) {
            return false;
        }
    }
}
