package dev.carillon.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One STOMP frame as it goes out in one WebSocket message.
 *
 * @param bytes read-only and shared by any number of sessions: a writer takes a slice and never moves its position
 * @param binary whether it must go as a binary message, because its body need not be UTF-8 (RFC 6455 section 5.6)
 */
public record WireFrame(ByteBuffer bytes, boolean binary) {

    /** The end-of-line that is a heart-beat (STOMP 1.2, "Heart-beating"). */
    static final WireFrame HEARTBEAT = text("\n");

    public static WireFrame text(String frame) {
        return new WireFrame(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer(), false);
    }

    int size() {
        return bytes.remaining();
    }
}
