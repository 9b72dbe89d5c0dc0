package dev.carillon.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.carillon.load.Loop;
import dev.carillon.load.Publisher;
import dev.carillon.load.RestPublisher;
import dev.carillon.load.Server;
import dev.carillon.load.Traffic;

/**
 * A server that runs.
 *
 * @param process what to stop at the end; null where it is not ours
 * @param slowCode with which it promises to close a client that does not read; zero where it promises none
 * @param management where it tells its meters; zero where it does not
 * @param others the other nodes of its cluster
 */
record Target(long pid, Process process, Server server, int slowCode, int management, List<Target> others)
        implements
            AutoCloseable {

    /** One by itself, on this machine. */
    Target(long pid, int port, Process process, boolean stomp, String webSocketPath, String login, String publishPath,
            String publishHeaders, int slowCode, boolean ephemeral) {
        this(pid, process, new Server("127.0.0.1", InetAddress.getLoopbackAddress(), port, null, stomp, webSocketPath,
                login, publishPath, publishHeaders, ephemeral, Payload.SIZE), slowCode, 0, List.of());
    }

    Target managedAt(int port) {
        return new Target(pid, process, server, slowCode, port, others);
    }

    Target with(List<Target> nodes) {
        return new Target(pid, process, server, slowCode, management, nodes);
    }

    /** It and the others. */
    List<Target> nodes() {
        return Stream.concat(Stream.of(this), others.stream()).toList();
    }

    /** Another node of its cluster; itself where it is alone. */
    Target another() {
        return others.isEmpty() ? this : others.getFirst();
    }

    int port() {
        return server.port();
    }

    boolean stomp() {
        return server.stomp();
    }

    byte[] subscribe(int id, String topic) {
        return server.subscribe(id, topic, "");
    }

    /** Before {@link #envelope()}. */
    byte[] jsonHead(String topic) {
        return server.head(server.publishPath(topic), "application/json", Payload.SIZE);
    }

    /** What a back end posts: as long as the payloads of the other scenarios, the envelope included. */
    byte[] envelope() {
        return Payload.padded(
                "{\"type\":\"order.shipped\"," + (server.ephemeral() ? "\"ephemeral\":true," : "") + "\"payload\":\"",
                "\"}");
    }

    Publisher publisher(Loop loop, Traffic traffic) throws IOException {
        return server.publishPath() == null
                ? new StompPublisher(loop, server, traffic)
                : new RestPublisher(loop, server, traffic, (_, status, _) -> {
                    if (status / 100 != 2) {
                        throw new IOException("a notification was refused with " + status);
                    }
                });
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
