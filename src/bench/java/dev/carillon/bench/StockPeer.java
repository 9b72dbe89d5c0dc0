package dev.carillon.bench;

import java.io.IOException;
import java.util.List;

import dev.carillon.bench.stock.StockBroker;

/** Spring's simple broker with nothing but what it needs on its class path, and nothing set but room for all that connect. */
record StockPeer(String name, String otherServer) implements Peer {

    @Override
    public String missing() {
        return "";
    }

    @Override
    public Target start() throws IOException {
        int port = Children.freePort();
        var process = Children.java(name.replaceAll("\\W+", "-"), List.of(),
                entry -> ClassPath.isForStock(otherServer, entry), StockBroker.class.getName(),
                List.of("--server.address=127.0.0.1", "--server.port=" + port,
                        "--server.tomcat.max-connections=20000"));
        Children.await(process, port);
        return new Target(process.pid(), port, process, true, "/ws", "", "/publish/{topic}", "", 0, false);
    }
}
