package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * RabbitMQ with its Web STOMP plugin, the broker that Spring relays to. A node of our own, since one that runs as a service often
 * may open no more than 1,024 files, and answers those beyond with silence.
 */
final class RabbitPeer implements Peer {

    private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final String CONFIGURATION = """
            listeners.tcp = none
            stomp.listeners.tcp = none
            web_stomp.tcp.ip = 127.0.0.1
            web_stomp.tcp.port = %d
            """;

    @Override
    public String name() {
        return RABBIT;
    }

    @Override
    public String missing() {
        return Files.exists(SERVER) ? "" : "not installed (Debian: rabbitmq-server)";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var home = Files.createDirectories(Children.DIRECTORY.resolve("rabbitmq")).toAbsolutePath();
        Files.writeString(home.resolve("rabbitmq.conf"), CONFIGURATION.formatted(port));
        Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_web_stomp].");
        var process = Children.start("rabbitmq", List.of(SERVER.toString()), Map.of(
                "HOME", home.toString(), // Where it keeps its cookie.
                "RABBITMQ_NODENAME", "carillon-bench-" + port + "@localhost",
                "RABBITMQ_DIST_PORT", Integer.toString(Children.freePort()),
                "RABBITMQ_CONF_ENV_FILE", home.resolve("none").toString(),
                "RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString(),
                "RABBITMQ_MNESIA_BASE", home.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", home.resolve("log").toString(),
                "ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}"));
        Children.await(process, port);
        return new Target(process.pid(), port, process, true, "/ws", "login:guest\npasscode:guest\n", null, "", 0,
                false);
    }
}
