package dev.carillon.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs, and how it is spoken to. {@code {topic}} in a path is replaced.
 *
 * @param process what to stop at the end; null where it is not ours
 * @param stomp whether it speaks STOMP; else what is published is the whole WebSocket message
 * @param login headers of CONNECT, each with its newline
 * @param publishPath where to POST; null where one publishes by SEND
 * @param publishHeaders headers of the POST, each with its line end
 * @param slowCode with which it promises to close a client that does not read; zero where it promises none
 */
record Target(long pid, int port, Process process, boolean stomp, String webSocketPath, String login,
        String publishPath, String publishHeaders, int slowCode) implements AutoCloseable {

    String path(String topic) {
        return webSocketPath.replace("{topic}", String.valueOf(topic));
    }

    byte[] connect() {
        return Wire.ascii("CONNECT\naccept-version:1.2\nhost:/\nheart-beat:25000,25000\n" + login + "\n\0");
    }

    byte[] subscribe(int id, String topic) {
        return Wire.ascii("SUBSCRIBE\nid:sub-" + id + "\ndestination:/topic/" + topic + "\n\n\0");
    }

    byte[] postHead(String topic, String contentType) {
        return Wire.ascii("POST " + publishPath.replace("{topic}", topic) + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: " + contentType + "\r\n" + publishHeaders + "Content-Length: " + Wire.PAYLOAD
                + "\r\n\r\n");
    }

    byte[] sendHead(String topic) {
        return Wire.ascii("SEND\ndestination:/topic/" + topic + "\ncontent-type:text/plain\ncontent-length:"
                + Wire.PAYLOAD + "\n\n");
    }

    Publisher publisher(Loop loop, Traffic traffic) throws IOException {
        return publishPath == null ? new StompPublisher(loop, this, traffic) : new RestPublisher(loop, this, traffic);
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
