package dev.carillon.bench;

import java.io.IOException;

/** A RabbitMQ that runs on this machine with its Web STOMP plugin, the broker that Spring relays to. */
final class RabbitPeer implements Peer {

    private static final int PORT = 15674;

    @Override
    public String name() {
        return RABBIT;
    }

    @Override
    public String missing() {
        return Children.listens(PORT) ? "" : "not running (rabbitmq-plugins enable rabbitmq_web_stomp)";
    }

    @Override
    public Target start() throws IOException {
        long pid = Proc.find("beam.smp").orElseThrow(() -> new IOException("not on this machine"));
        return new Target(pid, PORT, null, true, "/ws", "login:guest\npasscode:guest\n", null, "");
    }
}
