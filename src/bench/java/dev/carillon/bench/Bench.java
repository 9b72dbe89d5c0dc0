package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the scenarios, the peers in turn in each round, and writes {@code target/bench.md}. */
public final class Bench {

    private static final Path REPORT = Path.of("target", "bench.md");

    private final Results results = new Results();
    private final StringBuilder missing = new StringBuilder();

    private Bench() {}

    /** Takes its options as system properties, see {@link Options}. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(Children.DIRECTORY);
        new Bench().run();
    }

    private void run() throws IOException {
        var peers = Peer.all().stream().filter(Options::wanted).filter(this::isHere).toList();
        for (var scenario : Scenario.all()) {
            if (Options.wanted(scenario.name())) {
                run(scenario, peers.stream().filter(peer -> scenario.peers().contains(peer.name())).toList());
                Files.writeString(REPORT, report());
            }
        }
        log(report());
    }

    private void run(Scenario scenario, List<Peer> peers) throws IOException {
        log("## " + scenario.name());
        var targets = new LinkedHashMap<Peer, Target>();
        try {
            if (!scenario.isFresh()) {
                warmUp(scenario, peers, targets);
            }
            for (int round = 1; round <= Options.rounds(); round++) {
                for (var peer : peers) {
                    results.add(scenario.name(), peer.name(), measure(scenario, peer, targets, round));
                }
            }
        } finally {
            targets.values().forEach(Target::close);
        }
    }

    /** Round 0 of each, as often as it takes. */
    private void warmUp(Scenario scenario, List<Peer> peers, Map<Peer, Target> targets) {
        var cold = new LinkedHashMap<Peer, Settling>();
        peers.forEach(peer -> cold.put(peer, new Settling()));
        while (!cold.isEmpty()) {
            cold.entrySet().removeIf(entry -> {
                var values = measure(scenario, entry.getKey(), targets, 0);
                return entry.getValue().isSettled(values.getOrDefault(scenario.cost(), Double.NaN));
            });
        }
    }

    /** Nothing, where a peer fails: it says so, and the others go on. */
    private Map<String, Double> measure(Scenario scenario, Peer peer, Map<Peer, Target> targets, int round) {
        try {
            if (!targets.containsKey(peer)) {
                targets.put(peer, peer.start());
            }
            var target = targets.get(peer);
            var quiet = Quiet.await(target);
            var values = new LinkedHashMap<>(scenario.measurement().of(target));
            values.put("cores of others", quiet.cores());
            log(round + " " + peer.name() + " " + shown(values));
            if (scenario.isFresh()) {
                targets.remove(peer).close();
            }
            return values;
        } catch (IOException | RuntimeException failure) {
            var line = round + " " + peer.name() + " failed: " + failure;
            log(line);
            missing.append("\nFailed, ").append(scenario.name()).append(", round ").append(line).append("\n");
            return Map.of();
        }
    }

    private boolean isHere(Peer peer) {
        if (!peer.missing().isEmpty()) {
            missing.append("\nSkipped ").append(peer.name()).append(": ").append(peer.missing()).append(".\n");
        }
        return peer.missing().isEmpty();
    }

    private String report() {
        return "## Benchmark\n\n" + Runtime.getRuntime().availableProcessors() + " cores shared with the client, Java "
                + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
                + "; " + Payload.SIZE + "-byte payloads; medians of " + Options.rounds() + " rounds of "
                + Options.seconds() + " s (range); Carillon with " + String.join(" ", Options.carillonJvm()) + ".\n"
                + missing + Figures.markdown(results) + results.markdown();
    }

    private static String shown(Map<String, Double> values) {
        var text = new StringBuilder();
        values.forEach((column, value) -> text.append(column).append(' ').append(Results.number(value)).append("; "));
        return text.toString();
    }

    private static void log(String line) {
        IO.println(line);
    }
}
