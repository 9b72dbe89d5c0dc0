package dev.carillon.recovery;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.springframework.stereotype.Component;

/** The threads that wait for the database where a lane must not. */
@Component
class LogReaders implements Executor, AutoCloseable {

    /** As many as there are connections for them; more would wait for one. */
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS,
            Thread.ofPlatform().name("log-reader-", 0).daemon().factory());

    @Override
    public void execute(Runnable reading) {
        threads.execute(reading);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
