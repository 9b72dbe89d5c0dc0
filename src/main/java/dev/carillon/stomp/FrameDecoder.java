package dev.carillon.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Reads a frame (STOMP 1.2, "Augmented BNF"). Stateless, so thread-safe.
 *
 * <p>Spring's own resolves the escapes of 1.2 whatever the session's version is, and reads on over a broken content-length.
 * Here names and values stay as they were written: {@link HeaderEscapes} reads them when the version is known.
 */
final class FrameDecoder extends StompDecoder {

    private static final String CONTENT_LENGTH = "content-length";

    private final int maxHeaders;
    private final long maxLine;

    /** Limits that STOMP 1.2 names in "Size Limits": a frame that is small enough may be all headers (CWE-770). */
    FrameDecoder(StompSettings settings) {
        this.maxHeaders = settings.maxHeaders();
        this.maxLine = settings.maxHeaderLine().toBytes();
    }

    /** The frame, which is whole: {@link WholeFrames} sees to that, or has no patience left for its end. */
    @Override
    public List<Message<byte[]>> decode(ByteBuffer buffer, @Nullable MultiValueMap<String, String> partialHeaders) {
        var command = command(line(buffer));
        var headers = headers(buffer);
        var body = body(buffer, headers.getFirst(CONTENT_LENGTH));
        if (body.length > 0 && !command.isBodyAllowed()) {
            throw malformed("This frame has no body."); // STOMP 1.2, "Body"
        }
        var frame = accessor(command, headers);
        frame.setLeaveMutable(true);
        return List.of(MessageBuilder.createMessage(body, frame.getMessageHeaders()));
    }

    private static StompHeaderAccessor accessor(StompCommand command, MultiValueMap<String, String> headers) {
        try {
            return StompHeaderAccessor.create(command, headers);
        } catch (InvalidMimeTypeException _) {
            throw malformed("content-type is a media type.");
        }
    }

    /** The headers up to the blank line. */
    private MultiValueMap<String, String> headers(ByteBuffer buffer) {
        int count = 0;
        var headers = new LinkedMultiValueMap<String, String>();
        for (var line = line(buffer); !line.isEmpty(); line = line(buffer)) {
            if (++count > maxHeaders) {
                throw tooLarge("A frame has " + maxHeaders + " headers at most.", Limit.FRAME_HEADERS);
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw malformed("A header is name:value.");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1));
        }
        return headers;
    }

    private static StompCommand command(String line) {
        try {
            return StompCommand.valueOf(line);
        } catch (IllegalArgumentException _) {
            throw malformed("There is no such command."); // The exception's own message would repeat the client's bytes.
        }
    }

    /** The next line without its end, which is [CR] LF. */
    private String line(ByteBuffer buffer) {
        int start = buffer.position();
        for (int i = start; i < buffer.limit(); i++) {
            if (i - start > maxLine) {
                throw tooLarge("A line of a frame's head has " + maxLine + " bytes at most.", Limit.FRAME_LINE);
            }
            if (buffer.get(i) == '\n') {
                int end = i > start && buffer.get(i - 1) == '\r' ? i - 1 : i;
                buffer.position(i + 1);
                return utf8(buffer.slice(start, end - start));
            }
        }
        throw malformed("A line has no end.");
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw malformed("Commands and headers are UTF-8."); // STOMP 1.2, "Value Encoding"
        }
    }

    /** The octets up to the NUL that ends the frame, and the buffer. */
    private static byte[] body(ByteBuffer buffer, @Nullable String contentLength) {
        int length = buffer.remaining() - 1;
        if (length < 0 || (contentLength != null && number(contentLength) != length)) {
            throw malformed("A frame ends with NUL behind content-length octets.");
        }
        var body = new byte[length];
        buffer.get(body);
        if (buffer.get() != 0) {
            throw malformed("A frame ends with NUL.");
        }
        return body;
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

    private static Problem tooLarge(String message, Limit limit) {
        return new Problem(ProblemCode.FRAME_TOO_LARGE, message, null, limit);
    }

    private static StompConversionException malformed(String message) {
        return new StompConversionException(message);
    }
}
