package dev.carillon.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What the relay of a node has counted, as its management port says. */
record RelayCounts(double sent, double dropped, double received, double unwanted, double missed) {

    static final RelayCounts NONE = new RelayCounts(0, 0, 0, 0, 0);

    static RelayCounts of(Target node) throws IOException {
        var address = URI.create("http://127.0.0.1:" + node.management() + "/actuator/prometheus").toURL();
        try (var answer = address.openStream()) {
            var text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return new RelayCounts(total(text, "sent"), total(text, "dropped"), total(text, "received"),
                    total(text, "unwanted"), total(text, "missed"));
        }
    }

    static RelayCounts ofAll(Target cluster) throws IOException {
        var all = NONE;
        for (var node : cluster.nodes()) {
            all = all.plus(of(node));
        }
        return all;
    }

    RelayCounts plus(RelayCounts more) {
        return new RelayCounts(sent + more.sent, dropped + more.dropped, received + more.received,
                unwanted + more.unwanted, missed + more.missed);
    }

    RelayCounts minus(RelayCounts before) {
        return new RelayCounts(sent - before.sent, dropped - before.dropped, received - before.received,
                unwanted - before.unwanted, missed - before.missed);
    }

    private static double total(String text, String name) throws IOException {
        var series = "carillon_relay_" + name + "_total ";
        return text.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no series " + series));
    }
}
