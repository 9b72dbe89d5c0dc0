package dev.carillon.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** One connection of HTTP/1.1 that asks, and reads just enough of an answer to know that it is complete. */
public final class RestConnection implements Loop.Handler {

    /** Told when the server has answered. */
    public interface Answered {

        void answered(RestConnection connection, boolean accepted) throws IOException;
    }

    private static final int MAX_REQUEST = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Loop loop;
    private final Answered answered;
    private final Server server;
    private final ByteBuffer output = ByteBuffer.allocateDirect(MAX_REQUEST);
    private @Nullable Link link;
    private boolean waiting;
    private int status;
    private String answer = "";
    private String last = "";

    public RestConnection(Loop loop, Server server, Answered answered) throws IOException {
        this.loop = loop;
        this.answered = answered;
        this.server = server;
        this.link = Link.open(loop, server, this);
    }

    /** Sends a request; the next one only when this one is answered. */
    public void send(byte[] head, byte[] payload) throws IOException {
        if (link == null) {
            link = Link.open(loop, server, this);
        }
        waiting = true;
        link.write(output.clear().put(head).put(payload).flip());
    }

    /** Of the last answer; zero where the server closed the connection instead. */
    int status() {
        return status;
    }

    /** The last answer, head and body. */
    public String last() {
        return last;
    }

    @Override
    public void ready() throws IOException {
        for (var open = link; open != null && open.equals(link);) {
            var input = loop.input.clear();
            int read = open.read(input);
            if (read < 0) {
                ended();
                return;
            }
            if (read == 0) {
                return;
            }
            answer += StandardCharsets.ISO_8859_1.decode(input.flip());
            if (isComplete()) {
                complete();
            }
            if (!open.holdsBack()) {
                return;
            }
        }
    }

    /** Idle ones are closed by every server after a while. */
    private void ended() throws IOException {
        close();
        if (waiting) {
            answered(0);
        }
    }

    private void close() throws IOException {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void answered(int newStatus) throws IOException {
        status = newStatus;
        waiting = false;
        last = answer;
        answer = "";
        answered.answered(this, status / 100 == 2);
    }

    private void complete() throws IOException {
        // Tomcat does so after each hundred requests.
        if (answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
            close();
        }
        answered(Integer.parseInt(answer.substring(9, 12)));
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
