package dev.carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server that runs, and how it is spoken to. {@code {topic}} in a path is replaced.
 *
 * @param process what to stop at the end; null where it is not ours
 * @param stomp whether it speaks STOMP; else what is published is the whole WebSocket message
 * @param login headers of CONNECT, each with its newline
 * @param publishPath where to POST; null where one publishes by SEND
 * @param publishHeaders headers of the POST, each with its line end
 * @param slowCode with which it promises to close a client that does not read; zero where it promises none
 * @param ephemeral whether it is asked not to store what is published
 * @param management where it tells its meters; zero where it does not
 * @param others the other nodes of its cluster
 */
record Target(long pid, int port, Process process, boolean stomp, String webSocketPath, String login,
        String publishPath, String publishHeaders, int slowCode, boolean ephemeral, int management,
        List<Target> others) implements AutoCloseable {

    /** One by itself. */
    Target(long pid, int port, Process process, boolean stomp, String webSocketPath, String login, String publishPath,
            String publishHeaders, int slowCode, boolean ephemeral) {
        this(pid, port, process, stomp, webSocketPath, login, publishPath, publishHeaders, slowCode, ephemeral, 0,
                List.of());
    }

    Target with(List<Target> nodes) {
        return new Target(pid, port, process, stomp, webSocketPath, login, publishPath, publishHeaders, slowCode,
                ephemeral, management, nodes);
    }

    /** It and the others. */
    List<Target> nodes() {
        return Stream.concat(Stream.of(this), others.stream()).toList();
    }

    /** Another node of its cluster; itself where it is alone. */
    Target another() {
        return others.isEmpty() ? this : others.getFirst();
    }

    String path(String topic) {
        return webSocketPath.replace("{topic}", String.valueOf(topic));
    }

    byte[] connect() {
        return Wire.ascii("CONNECT\naccept-version:1.2\nhost:/\nheart-beat:25000,25000\n" + login + "\n\0");
    }

    byte[] subscribe(int id, String topic) {
        return subscribe(id, topic, "");
    }

    /** @param headers more of them, each with its newline */
    byte[] subscribe(int id, String topic, String headers) {
        return Wire.ascii("SUBSCRIBE\nid:sub-" + id + "\ndestination:/topic/" + topic + "\n" + headers + "\n\0");
    }

    /** Before a body that is the payload and nothing else. */
    byte[] textHead(String topic) {
        return head(publishPath.replace("{topic}", topic) + (ephemeral ? "?ephemeral=true" : ""), "text/plain",
                Wire.PAYLOAD);
    }

    /** Before {@link #envelope()}. */
    byte[] jsonHead(String topic) {
        return head(publishPath.replace("{topic}", topic), "application/json", Wire.PAYLOAD);
    }

    byte[] head(String path, String contentType, int length) {
        return Wire.ascii("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: " + contentType
                + "\r\n" + publishHeaders + "Content-Length: " + length + "\r\n\r\n");
    }

    /** What a back end posts: as long as the payloads of the other scenarios, the envelope included. */
    byte[] envelope() {
        return Wire.padded("{\"type\":\"order.shipped\"," + (ephemeral ? "\"ephemeral\":true," : "") + "\"payload\":\"",
                "\"}");
    }

    /** @param headers more of them, each with its newline */
    byte[] send(String topic, String headers, byte[] payload) {
        var head = Wire.ascii("SEND\ndestination:/topic/" + topic + "\ncontent-type:text/plain\ncontent-length:"
                + payload.length + "\n" + (ephemeral ? "ephemeral:true\n" : "") + headers + "\n");
        return ByteBuffer.allocate(head.length + payload.length + 1).put(head).put(payload).array();
    }

    Publisher publisher(Loop loop, Traffic traffic) throws IOException {
        return publishPath == null ? new StompPublisher(loop, this, traffic) : new RestPublisher(loop, this, traffic);
    }

    @Override
    public void close() {
        others.forEach(Target::close);
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
