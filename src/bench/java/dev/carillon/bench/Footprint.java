package dev.carillon.bench;

import java.io.IOException;

/** What a server holds. */
record Footprint(long heap, int threads, int descriptors) {

    /** Nearly two thousand connections of 4.65 KB that nobody has any more. */
    private static final long HEAP_LEAK = 8L << 20;

    /** Compiler threads come and go, files of the log as well. */
    private static final int LEAK = 8;

    static Footprint of(long pid, String name) throws IOException {
        return new Footprint(Heap.live(pid, Children.DIRECTORY.resolve("heap-" + name + ".txt")), Proc.threads(pid),
                Proc.descriptors(pid));
    }

    Footprint minus(Footprint before) {
        return new Footprint(heap - before.heap, threads - before.threads, descriptors - before.descriptors);
    }

    /** Whether a difference is more than comes and goes. */
    boolean isLeak() {
        return heap > HEAP_LEAK || threads > LEAK || descriptors > LEAK;
    }
}
