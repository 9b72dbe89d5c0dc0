package dev.carillon.bench;

import java.util.concurrent.locks.LockSupport;

/** Says how much of the machine others take while we measure: a figure from a busy machine is not worth much. */
final class Quiet {

    private static final double ENOUGH = 0.15;
    private static final int MAX_SECONDS = Integer.getInteger("bench.patience", 30);
    private static final long SAMPLE = 1_000_000_000;

    private final Target server;
    private final double before;
    private final long start = System.nanoTime();

    private Quiet(Target server) {
        this.server = server;
        this.before = others(server);
    }

    /** Waits until others take less than a sixth of a core, or patience ends. */
    static Quiet await(Target server) {
        for (int i = 0; i < MAX_SECONDS; i++) {
            var sample = new Quiet(server);
            LockSupport.parkNanos(SAMPLE);
            if (sample.cores() < ENOUGH) {
                break;
            }
        }
        return new Quiet(server);
    }

    /** Cores that neither the server nor we took since. */
    double cores() {
        return (others(server) - before) / ((System.nanoTime() - start) / 1e9);
    }

    private static double others(Target server) {
        return Proc.machineCpu() - server.nodes().stream().mapToDouble(node -> Proc.cpu(node.pid())).sum()
                - Proc.selfCpu();
    }
}
