package dev.carillon.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A real proxy before the nodes, which asks each whether it is ready. */
record HaProxy(int port, Process process) implements AutoCloseable {

    private static final String PROGRAM = "haproxy";
    private static final String CONFIGURATION = """
            global
                maxconn 4000
            defaults
                mode http
                timeout connect 2s
                timeout client 1m
                timeout server 1m
                timeout tunnel 1h
                retries 3
                option redispatch
                retry-on conn-failure empty-response 503
            frontend clients
                bind 127.0.0.1:%d
                default_backend nodes
            backend nodes
                balance leastconn
                option httpchk GET /actuator/health/readiness
                default-server check inter 500ms fall 1 rise 2
            %s
            """;

    /** @throws Impossible where this machine has none */
    static HaProxy before(List<Node> nodes) {
        if (Shell.run(PROGRAM, "-v") != 0) {
            throw new Impossible("HAProxy is not installed (Debian: haproxy)");
        }
        int port = Ports.free();
        var servers = nodes.stream()
                .map(node -> "    server %s 127.0.0.1:%d port %d".formatted(node, node.process().port(),
                        node.process().managementPort()))
                .collect(Collectors.joining("\n"));
        var log = HistoryRun.file("haproxy.log");
        try {
            var file = Files.writeString(HistoryRun.file("haproxy.cfg"), CONFIGURATION.formatted(port, servers));
            var process = start(file, log);
            Listening.await(process, port, log);
            return new HaProxy(port, process);
        } catch (IOException e) {
            throw new Impossible("HAProxy does not start here: " + e.getMessage());
        }
    }

    private static Process start(Path file, Path log) throws IOException {
        return new ProcessBuilder(PROGRAM, "-db", "-f", file.toString()).redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
