package dev.carillon.bench;

import java.io.IOException;
import java.util.List;

import dev.carillon.bench.stock.StockBroker;

/** Spring's simple broker with nothing set and nothing but what it needs on its class path. */
record StockPeer(String name, String otherServer) implements Peer {

    private static final List<String> NOT_ITS_OWN = List.of("spring-security", "spring-boot-security",
            "starter-security", "oauth2", "actuator");

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var process = Children.java(name.replaceAll("\\W+", "-"), List.of(), this::isNeeded,
                StockBroker.class.getName(), List.of("--server.address=127.0.0.1", "--server.port=" + port));
        Children.await(process, port);
        return new Target(process.pid(), port, process, true, "/ws", "", "/publish/{topic}", "");
    }

    private boolean isNeeded(String entry) {
        return !entry.endsWith("/classes") && !isOf(otherServer, entry)
                && NOT_ITS_OWN.stream().noneMatch(jar(entry)::contains);
    }

    /** Whether a part of the class path belongs to this server; Jetty's own starter takes its EL from Tomcat. */
    static boolean isOf(String server, String entry) {
        return jar(entry).contains(server) && !jar(entry).startsWith("tomcat-embed-el");
    }

    private static String jar(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }
}
