package dev.carillon.relay.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A broker that says what a test wants, to one node. */
final class ScriptedBroker implements AutoCloseable {

    private final ServerSocket door;
    private Socket node;

    ScriptedBroker() throws IOException {
        this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    int port() {
        return door.getLocalPort();
    }

    /** Waits for a node, and answers: its CONNECT. */
    String connect(String answer) throws IOException {
        node = door.accept();
        var connect = next();
        say(answer);
        return connect;
    }

    /** The next frame, which has no body; heart-beats are passed over. */
    String next() throws IOException {
        var frame = new ByteArrayOutputStream();
        int next = node.getInputStream().read();
        while (next > 0 || frame.size() == 0) {
            assertThat(next).as("a frame").isNotNegative();
            if (next != '\n' || frame.size() > 0) {
                frame.write(next);
            }
            next = node.getInputStream().read();
        }
        return frame.toString(UTF_8);
    }

    void say(String text) throws IOException {
        node.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** Whether the node has gone. */
    boolean isLeft() throws IOException {
        return node.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (node != null) {
            node.close();
        }
    }
}
