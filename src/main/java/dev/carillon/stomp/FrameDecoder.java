package dev.carillon.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Cuts frames out of what a socket delivers (STOMP 1.2, "Augmented BNF"). Stateless, so thread-safe.
 *
 * <p>Spring's own resolves the escapes of 1.2 whatever the session's version is, reads on over a broken content-length, and
 * takes a WebSocket message that ends between CR and LF for an error. Here names and values stay as they were written:
 * {@link HeaderEscapes} reads them when the version is known.
 */
final class FrameDecoder extends StompDecoder {

    private static final String CONTENT_LENGTH = "content-length";
    private static final String MALFORMED = "malformed";

    /** The frames that are complete; the buffer is left at what is not. */
    @Override
    public List<Message<byte[]>> decode(ByteBuffer buffer, @Nullable MultiValueMap<String, String> partialHeaders) {
        var frames = new ArrayList<Message<byte[]>>(1);
        if (skipEols(buffer) && !buffer.hasRemaining()) {
            frames.add(heartbeat());
        }
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            Message<byte[]> frame;
            try {
                frame = frame(buffer, partialHeaders);
            } catch (StompConversionException malformed) {
                if (frames.isEmpty()) {
                    throw malformed;
                }
                // Those before it are good, and are carried out first.
                frames.add(malformed());
                buffer.position(buffer.limit());
                break;
            }
            if (frame == null) {
                buffer.position(start);
                break;
            }
            frames.add(frame);
            skipEols(buffer);
        }
        return frames;
    }

    private static @Nullable Message<byte[]> frame(ByteBuffer buffer,
            @Nullable MultiValueMap<String, String> partialHeaders) {
        var commandLine = line(buffer);
        var command = commandLine == null ? null : command(commandLine);
        var headers = command == null ? null : headers(buffer);
        if (command == null || headers == null) {
            return null;
        }
        var body = body(buffer, headers.getFirst(CONTENT_LENGTH));
        if (body == null) {
            if (partialHeaders != null) {
                partialHeaders.putAll(headers); // Its content-length tells Spring's buffer when to try again.
            }
            return null;
        }
        if (body.length > 0 && !command.isBodyAllowed()) {
            throw malformed("This frame has no body."); // STOMP 1.2, "Body"
        }
        var frame = StompHeaderAccessor.create(command, headers);
        frame.setLeaveMutable(true);
        return MessageBuilder.createMessage(body, frame.getMessageHeaders());
    }

    /** The headers up to the blank line; null where that is not there yet. */
    private static @Nullable MultiValueMap<String, String> headers(ByteBuffer buffer) {
        var headers = new LinkedMultiValueMap<String, String>();
        for (var line = line(buffer); line != null; line = line(buffer)) {
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw malformed("A header is name:value.");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1));
        }
        return null;
    }

    private static StompCommand command(String line) {
        try {
            return StompCommand.valueOf(line);
        } catch (IllegalArgumentException _) {
            throw malformed("There is no such command."); // The exception's own message would repeat the client's bytes.
        }
    }

    /** The next line without its end, which is [CR] LF; null where the end is not there yet. */
    private static @Nullable String line(ByteBuffer buffer) {
        int start = buffer.position();
        for (int i = start; i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                int end = i > start && buffer.get(i - 1) == '\r' ? i - 1 : i;
                buffer.position(i + 1);
                return utf8(buffer.slice(start, end - start));
            }
        }
        return null;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw malformed("Commands and headers are UTF-8."); // STOMP 1.2, "Value Encoding"
        }
    }

    /** The octets up to the NUL that ends the frame; null where that is not there yet. */
    private static byte @Nullable [] body(ByteBuffer buffer, @Nullable String contentLength) {
        int length = contentLength == null ? untilNul(buffer) : number(contentLength);
        if (length < 0 || buffer.remaining() <= length) {
            return null;
        }
        var body = new byte[length];
        buffer.get(body);
        if (buffer.get() != 0) {
            throw malformed("A frame ends with NUL behind content-length octets.");
        }
        return body;
    }

    private static int untilNul(ByteBuffer buffer) {
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == 0) {
                return i - buffer.position();
            }
        }
        return -1;
    }

    private static int number(String contentLength) {
        try {
            int number = Integer.parseInt(contentLength);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a negative number is.
        }
        throw malformed("content-length is a number of octets.");
    }

    /** Skips what may stand between frames; a CR at the end of what is there may be half of an end-of-line. */
    private static boolean skipEols(ByteBuffer buffer) {
        int start = buffer.position();
        int end = start;
        for (int i = start; i < buffer.limit() && (buffer.get(i) == '\n' || buffer.get(i) == '\r'); i++) {
            if (buffer.get(i) == '\n') {
                end = i + 1;
            }
        }
        buffer.position(end);
        return end > start;
    }

    private static Message<byte[]> heartbeat() {
        var heartbeat = StompHeaderAccessor.createForHeartbeat();
        heartbeat.setLeaveMutable(true);
        return MessageBuilder.createMessage(new byte[]{'\n'}, heartbeat.getMessageHeaders());
    }

    /** Stands for bytes that are no frame, behind frames that are. */
    private static Message<byte[]> malformed() {
        var malformed = StompHeaderAccessor.createForHeartbeat();
        malformed.setHeader(MALFORMED, true);
        malformed.setLeaveMutable(true);
        return MessageBuilder.createMessage(new byte[0], malformed.getMessageHeaders());
    }

    static boolean isMalformed(StompHeaderAccessor frame) {
        return frame.getHeader(MALFORMED) != null;
    }

    private static StompConversionException malformed(String message) {
        return new StompConversionException(message);
    }
}
