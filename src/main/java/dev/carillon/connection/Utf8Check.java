package dev.carillon.connection;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Whether a text that comes in parts is UTF-8 so far (RFC 6455 section 8.1); parts may end within a character. */
final class Utf8Check {

    private static final int SCRATCH = 512;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer scratch = CharBuffer.allocate(SCRATCH);
    /** The first bytes of a character that is not whole: three at most. */
    private byte[] begun = {};

    boolean accepts(byte[] part, boolean last) {
        var bytes = ByteBuffer.allocate(begun.length + part.length).put(begun).put(part).flip();
        CoderResult result;
        do {
            result = decoder.decode(bytes, scratch.clear(), last);
        } while (result.isOverflow());
        begun = new byte[bytes.remaining()];
        bytes.get(begun);
        return !result.isError();
    }
}
