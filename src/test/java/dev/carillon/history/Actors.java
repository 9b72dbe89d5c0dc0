package dev.carillon.history;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.carillon.history.Finding.Fault;

/** Runs publishers and subscribers, each on a thread of its own; one that fails is a finding. */
final class Actors implements AutoCloseable {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final History history;

    Actors(History history) {
        this.history = history;
    }

    Runnable start(String name, Runnable actor) {
        var ended = executor.submit(() -> {
            try {
                actor.run();
            } catch (RuntimeException e) {
                history.finding(Fault.UNEXPECTED, name + " could not go on: " + e + " at " + e.getStackTrace()[0]);
            }
        });
        return () -> {
            try {
                ended.get();
            } catch (Exception e) {
                history.finding(Fault.UNEXPECTED, name + ": " + e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }
}
