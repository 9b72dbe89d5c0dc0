package dev.carillon.stomp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits what one client sends into frames (STOMP 1.2, "Augmented BNF"), and holds the beginning of one that has not ended. No
 * byte is looked at twice, however small the pieces are in which a client sends it: Spring's own buffer would parse a frame
 * again with each piece, and walk all pieces before (CWE-407). Used by one thread at a time.
 */
final class FrameSplitter {

    private enum Part {
        BETWEEN,
        HEAD,
        BODY
    }

    private static final byte[] NOTHING = {};
    private static final String CONTENT_LENGTH = "content-length:";
    private static final int UNTIL_NUL = -1;

    private byte[] bytes = NOTHING;
    private int length;
    private Part part = Part.BETWEEN;

    /** How far the bytes have been looked at, and where what they are part of begins. */
    private int scanned;
    private int frameStart;
    private int lineStart;
    private int bodyStart;
    private int bodyLength = UNTIL_NUL;

    /** Adds what came, and takes out the frames that are complete with it, without what stands between them. */
    List<byte[]> add(byte[] more) {
        append(more);
        var frames = new ArrayList<byte[]>(1);
        while (scanned < length) {
            switch (part) {
                case BETWEEN -> between();
                case HEAD -> head();
                case BODY -> body(frames);
            }
        }
        dropUpTo(part == Part.BETWEEN ? length : frameStart);
        return frames;
    }

    /** How many bytes there are of a frame that has not ended. */
    int size() {
        return length;
    }

    /** Takes out the beginning of a frame that is not to be waited for any longer. */
    byte[] take() {
        var taken = Arrays.copyOf(bytes, length);
        part = Part.BETWEEN;
        dropUpTo(length);
        return taken;
    }

    /** End-of-lines, which are heart-beats, too ("Heart-beating"). */
    private void between() {
        if (bytes[scanned] == '\n' || bytes[scanned] == '\r') {
            scanned++;
        } else {
            part = Part.HEAD;
            frameStart = scanned;
            lineStart = scanned;
            bodyLength = UNTIL_NUL;
        }
    }

    /** The command and the headers, up to an empty line. */
    private void head() {
        if (bytes[scanned++] != '\n') {
            return;
        }
        int end = scanned - 1 > lineStart && bytes[scanned - 2] == '\r' ? scanned - 2 : scanned - 1;
        if (end == lineStart) {
            part = Part.BODY;
            bodyStart = scanned;
        } else if (bodyLength == UNTIL_NUL) {
            bodyLength = contentLength(new String(bytes, lineStart, end - lineStart, StandardCharsets.ISO_8859_1));
        }
        lineStart = scanned;
    }

    /** The octets that content-length says and the NUL behind them, or all up to the first NUL. */
    private void body(List<byte[]> frames) {
        if (bodyLength == UNTIL_NUL) {
            while (scanned < length && bytes[scanned] != 0) {
                scanned++;
            }
        } else {
            scanned = (int) Math.min(length, (long) bodyStart + bodyLength);
        }
        if (scanned < length) {
            scanned++;
            frames.add(Arrays.copyOfRange(bytes, frameStart, scanned));
            part = Part.BETWEEN;
        }
    }

    /** Of a header that is repeated the first counts; one that is no number is the decoder's to refuse. */
    private static int contentLength(String line) {
        if (!line.startsWith(CONTENT_LENGTH)) {
            return UNTIL_NUL;
        }
        try {
            return Math.max(UNTIL_NUL, Integer.parseInt(line.substring(CONTENT_LENGTH.length())));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private void append(byte[] more) {
        if (length == 0) {
            bytes = more;
        } else {
            if (bytes.length < length + more.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
            }
            System.arraycopy(more, 0, bytes, length, more.length);
        }
        length += more.length;
    }

    private void dropUpTo(int start) {
        if (start > 0) {
            bytes = start == length ? NOTHING : Arrays.copyOfRange(bytes, start, length);
            length -= start;
            scanned -= start;
            frameStart -= start;
            lineStart -= start;
            bodyStart -= start;
        }
    }
}
