package dev.carillon.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/1.1 that asks, and reads just enough of an answer to know that it is complete. Where it ends, it is opened
 * again for the next request, without waiting for that.
 */
public final class RestConnection implements Loop.Handler {

    /** Told when the server has answered, or is certain not to. */
    public interface Answered {

        void answered(RestConnection connection, boolean accepted) throws IOException;
    }

    private static final int MAX_REQUEST = 64 * 1024;

    /** RFC 9112, section 4, as far as it is read here. */
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d");
    private static final int STATUS_LINE = 12;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Loop loop;
    private final Answered answered;
    private final Server server;
    private final ByteBuffer output = ByteBuffer.allocateDirect(MAX_REQUEST);
    private @Nullable Link link;
    private boolean open;
    private boolean waiting;
    private int status;
    private String answer = "";
    private String last = "";

    /** Begins to connect. */
    public RestConnection(Loop loop, Server server, Answered answered) throws IOException {
        this.loop = loop;
        this.answered = answered;
        this.server = server;
        this.link = Link.begin(loop, server, this, 0);
    }

    /** Sends a request as soon as there is a connection; the next one only when this one is answered. */
    public void send(byte[] head, byte[] payload) throws IOException {
        waiting = true;
        answer = "";
        output.clear().put(head).put(payload).flip();
        try {
            if (link == null) {
                link = Link.begin(loop, server, this, 0);
            } else if (open) {
                link.write(output);
            }
        } catch (IOException fault) {
            failed(fault);
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Of the last answer; zero where there was none. */
    int status() {
        return status;
    }

    /** The last answer, head and body. */
    public String last() {
        return last;
    }

    @Override
    public void ready() throws IOException {
        var current = link;
        while (current != null && current.equals(link) && hasRead(current)) {
            if (waiting && !isHttp()) {
                failed(new IOException("The answer is not HTTP"));
            } else if (waiting && isComplete()) {
                complete();
            }
            if (!current.holdsBack()) {
                return;
            }
        }
    }

    private boolean hasRead(Link current) throws IOException {
        try {
            if (!open && current.isOpen()) {
                open = true;
                if (waiting) {
                    current.write(output);
                }
            }
            if (!open || current.read(loop.input.clear()) == 0) {
                return false;
            }
            answer += StandardCharsets.ISO_8859_1.decode(loop.input.flip());
            return true;
        } catch (IOException fault) {
            failed(fault);
            return false;
        }
    }

    /** An idle one that ends is no fault: every server closes those after a while. */
    private void failed(IOException fault) throws IOException {
        boolean idle = open;
        close();
        if (waiting) {
            answered(0);
        } else if (!idle) {
            throw fault; // The first time that it connects: later it does so for a request.
        }
    }

    /** Waits for the answer no longer. */
    void giveUp() throws IOException {
        close();
        answered(0);
    }

    private void close() throws IOException {
        open = false;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void answered(int newStatus) throws IOException {
        status = newStatus;
        waiting = false;
        last = answer;
        answered.answered(this, status / 100 == 2);
    }

    private void complete() throws IOException {
        // Tomcat does so after each hundred requests.
        if (answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
            close();
        }
        answered(Integer.parseInt(answer, 9, 12, 10));
    }

    /** What comes behind a status line is taken for what it says: it is a server of HTTP, and not an adversary. */
    private boolean isHttp() {
        return answer.length() < STATUS_LINE || STATUS.matcher(answer).lookingAt();
    }

    private boolean isComplete() {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        var head = answer.substring(0, end + 2).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH);
        if (at >= 0) {
            int length = Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2)).strip());
            return answer.length() >= end + 4 + length;
        }
        return !head.contains("transfer-encoding") || answer.endsWith("0\r\n\r\n");
    }
}
