package dev.carillon.history;

import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/**
 * One of the processes that are the service.
 *
 * @param acknowledged publish requests that it has answered well
 */
record Node(String name, ServiceProcess process, LongAdder acknowledged) {

    Node(String name, ServiceProcess process) {
        this(name, process, new LongAdder());
    }

    URI uri(String scheme, String path) {
        return process.uri(scheme, path);
    }

    @Override
    public String toString() {
        return name;
    }
}
