package dev.carillon.history;

import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/**
 * One of the processes that are the service.
 *
 * @param port where its clients go
 * @param acknowledged publish requests that it has answered well
 */
record Node(String name, ServiceProcess process, int port, LongAdder acknowledged) {

    Node(String name, ServiceProcess process) {
        this(name, process, process.port(), new LongAdder());
    }

    /** The same as it is reached through a proxy. */
    Node behind(int proxy) {
        return new Node("proxy", process, proxy, acknowledged);
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    @Override
    public String toString() {
        return name;
    }
}
