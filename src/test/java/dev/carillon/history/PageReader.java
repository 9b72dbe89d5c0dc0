package dev.carillon.history;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Follows a stream over REST while it is written: a page must not show anything before what comes first. */
final class PageReader implements Runnable {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Pages pages;
    private final Trace trace;
    private final RandomGenerator random;
    private boolean begun;
    private volatile long reached;
    private volatile boolean stopped;

    PageReader(Pages pages, Trace trace, RandomGenerator random) {
        this.pages = pages;
        this.trace = trace;
        this.random = random;
    }

    @Override
    public void run() {
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            pages.page(trace.stream(), reached, 1 + random.nextInt(500)).ifPresent(this::read);
            LockSupport.parkNanos(PAUSE);
        }
    }

    private void read(StoredStream page) {
        if (!begun) {
            begun = true;
            trace.add(new Seen.Subscribed(new Position(page.epoch(), 0), 0,
                    new Position(page.epoch(), page.head()), true));
        }
        page.entries().forEach(trace::add);
        page.entries().stream().mapToLong(entry -> entry.place().offset()).max().ifPresent(last -> reached = last);
    }

    long reached() {
        return reached;
    }

    Stream stream() {
        return trace.stream();
    }

    void stop() {
        stopped = true;
    }
}
