package dev.carillon.load;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A server, and how it is spoken to. {@code {topic}} in a path is replaced.
 *
 * @param host its name, which is said to it and looked for in its certificate
 * @param address where it is; the name is not looked up again, as it may lead elsewhere the next time
 * @param tls what is believed; null where there is no TLS
 * @param stomp whether it speaks STOMP; else what is published is the whole WebSocket message
 * @param login headers of CONNECT, each with its newline
 * @param publishPath where to POST; null where one publishes by SEND
 * @param publishHeaders headers of the POST, and of a GET, each with its line end
 * @param ephemeral whether it is asked not to store what is published
 * @param payload bytes of each notification, 24 or more
 */
public record Server(String host, InetAddress address, int port, @Nullable SSLContext tls, boolean stomp,
        String webSocketPath, String login, @Nullable String publishPath, String publishHeaders, boolean ephemeral,
        int payload) {

    String authority() {
        return host + ":" + port;
    }

    String path(@Nullable String topic) {
        return webSocketPath.replace("{topic}", String.valueOf(topic));
    }

    /** Without the headers, which hold the token, wherever it may be printed (CWE-532). */
    @Override
    public String toString() {
        return (tls == null ? "http://" : "https://") + authority();
    }

    byte[] connect() {
        return Wire.ascii("CONNECT\naccept-version:1.2\nhost:/\nheart-beat:25000,25000\n" + login + "\n\0");
    }

    /**
     * A SUBSCRIBE.
     *
     * @param headers more of them, each with its newline
     */
    public byte[] subscribe(int id, String topic, String headers) {
        return Wire.ascii("SUBSCRIBE\nid:sub-" + id + "\ndestination:/topic/" + topic + "\n" + headers + "\n\0");
    }

    /** Before a body that is the payload and nothing else. */
    public byte[] textHead(String topic) {
        return head(publishPath(topic) + (ephemeral ? "?ephemeral=true" : ""), "text/plain", payload);
    }

    /** Where to POST to a topic. */
    public String publishPath(String topic) {
        if (publishPath == null) {
            throw new IllegalStateException("one publishes by SEND");
        }
        return publishPath.replace("{topic}", topic);
    }

    /** A GET. */
    public byte[] get(String path) {
        return Wire.ascii("GET " + path + " HTTP/1.1\r\nHost: " + authority() + "\r\n" + publishHeaders + "\r\n");
    }

    /** Of a POST. */
    public byte[] head(String path, String contentType, int length) {
        return Wire.ascii("POST " + path + " HTTP/1.1\r\nHost: " + authority() + "\r\nContent-Type: " + contentType
                + "\r\n" + publishHeaders + "Content-Length: " + length + "\r\n\r\n");
    }

    /**
     * A SEND.
     *
     * @param headers more of them, each with its newline
     */
    public byte[] send(String topic, String headers, byte[] body) {
        var head = Wire.ascii("SEND\ndestination:/topic/" + topic + "\ncontent-type:text/plain\ncontent-length:"
                + body.length + "\n" + (ephemeral ? "ephemeral:true\n" : "") + headers + "\n");
        return ByteBuffer.allocate(head.length + body.length + 1).put(head).put(body).array();
    }
}
