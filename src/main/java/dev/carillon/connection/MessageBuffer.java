package dev.carillon.connection;

import java.io.ByteArrayOutputStream;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** Puts messages together from their frames (RFC 6455 section 5.4). Between messages an idle socket holds nothing here. */
final class MessageBuffer {

    private static final byte[] EMPTY = {};

    private @Nullable ByteArrayOutputStream message;
    private @Nullable Utf8Check check;
    private boolean text;

    /**
     * Adds a data frame; Jetty has checked that it may follow the one before.
     *
     * @return whether the message is what its opcode says, so far: text is UTF-8 (section 8.1)
     */
    boolean add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
            check = text ? new Utf8Check() : null;
        }
        if (message == null) {
            message = new ByteArrayOutputStream(frame.getPayloadLength());
        }
        var part = BufferUtil.toArray(frame.getPayload());
        message.writeBytes(part);
        return check == null || check.accepts(part, frame.isFin());
    }

    int size() {
        return message == null ? 0 : message.size();
    }

    /** Takes out what was added since the last time. */
    byte[] take() {
        var taken = message == null ? EMPTY : message.toByteArray();
        message = null;
        check = null;
        return taken;
    }
}
