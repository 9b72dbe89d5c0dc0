package dev.carillon.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of HTTP/1.1 that posts, and reads just enough of an answer to know that it is complete. */
final class RestConnection implements Loop.Handler {

    /** Told when the server has answered. */
    interface Answered {

        void answered(RestConnection connection, boolean accepted) throws IOException;
    }

    private static final int MAX_REQUEST = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Loop loop;
    private final Answered answered;
    private final int port;
    private final ByteBuffer output = ByteBuffer.allocateDirect(MAX_REQUEST);
    private SocketChannel channel;
    private String answer = "";

    RestConnection(Loop loop, int port, Answered answered) throws IOException {
        this.loop = loop;
        this.answered = answered;
        this.port = port;
        open();
    }

    private void open() throws IOException {
        channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        loop.register(channel, SelectionKey.OP_READ, this);
    }

    void send(byte[] head, byte[] payload) throws IOException {
        Wire.write(channel, output.clear().put(head).put(payload).flip());
    }

    @Override
    public void ready() throws IOException {
        var input = loop.input.clear();
        if (channel.read(input) < 0) {
            throw new IOException("the server closed a connection that publishes: " + answer);
        }
        answer += StandardCharsets.ISO_8859_1.decode(input.flip());
        if (isComplete()) {
            boolean accepted = answer.charAt(9) == '2';
            // Tomcat does so after each hundred requests.
            if (answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
                channel.close();
                open();
            }
            answer = "";
            answered.answered(this, accepted);
        }
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
