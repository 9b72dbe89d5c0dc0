package dev.carillon.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** Puts messages together from their frames (RFC 6455 section 5.4). Between messages an idle socket holds nothing here. */
final class MessageBuffer {

    private static final byte[] EMPTY = {};

    private @Nullable ByteArrayOutputStream message;
    private boolean text;

    /** Adds a data frame; Jetty has checked that it may follow the one before. */
    void add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
        }
        if (message == null) {
            message = new ByteArrayOutputStream(frame.getPayloadLength());
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
    }

    int size() {
        return message == null ? 0 : message.size();
    }

    /** Takes out what was added since the last time. */
    byte[] take() {
        var taken = message == null ? EMPTY : message.toByteArray();
        message = null;
        return taken;
    }

    /** Whether a whole message is what its opcode says: text is UTF-8 (section 8.1). */
    boolean isValid(byte[] whole) {
        if (!text) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(whole));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
