package dev.carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;

/** What clients write: handshakes, masked frames, and payloads that carry the time of their publication. */
public final class Wire {

    static final int PAYLOAD = 200;

    private static final int STAMP = 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int MAX_WRITE_ATTEMPTS = 100_000;

    private Wire() {}

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Sixteen hexadecimal digits and padding: text, since STOMP over WebSocket prefers it. */
    static void stamp(byte[] payload, long nanos) {
        for (int i = 0; i < STAMP; i++) {
            payload[i] = HEX[(int) (nanos >>> (60 - 4 * i)) & 0xf];
        }
    }

    static long stamp(ByteBuffer buffer, int at) {
        long nanos = 0;
        for (int i = 0; i < STAMP; i++) {
            int digit = buffer.get(at + i);
            nanos = nanos << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return nanos;
    }

    static byte[] padding() {
        var payload = new byte[PAYLOAD];
        Arrays.fill(payload, (byte) 'x');
        return payload;
    }

    /** As long as a payload, with this beginning and this end. */
    static byte[] padded(String beginning, String end) {
        return ascii(beginning + "x".repeat(PAYLOAD - beginning.length() - end.length()) + end);
    }

    /** So many notifications in one request, their payloads as long as those of the other scenarios. */
    static byte[] batch(String destination, int count) {
        var payload = new String(padded("\"", "\""), StandardCharsets.US_ASCII);
        var notification = "{\"destination\":\"" + destination + "\",\"payload\":" + payload + "}";
        return ascii("{\"notifications\":[" + String.join(",", Collections.nCopies(count, notification)) + "]}");
    }

    static ByteBuffer handshake(int port, String path, boolean stomp) {
        return handshake(port, path, stomp ? "Sec-WebSocket-Protocol: v12.stomp\r\n" : "");
    }

    /** @param headers more of them, each with its line end */
    public static ByteBuffer handshake(int port, String path, String headers) {
        return ByteBuffer.wrap(ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + headers + "\r\n"));
    }

    /** A masked text frame (RFC 6455 section 5.3). */
    static ByteBuffer frame(byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return frame.flip();
    }

    /** What is written here fits the socket's buffer but in overload, where waiting is right. */
    static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        for (int i = 0; bytes.hasRemaining(); i++) {
            if (channel.write(bytes) == 0) {
                if (i > MAX_WRITE_ATTEMPTS) {
                    throw new IOException("the server does not read");
                }
                LockSupport.parkNanos(100_000);
            }
        }
    }
}
