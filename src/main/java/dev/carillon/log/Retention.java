package dev.carillon.log;

import java.time.Duration;

import org.springframework.stereotype.Component;

/** Sweeps every second. A slice that two nodes take at once is taken once: each finds the rows of the stream locked, or gone. */
@Component
class Retention implements AutoCloseable {

    private final LeasedWork work;

    Retention(NotificationLog log, LogSettings settings) {
        var sweep = new Sweep(log, Keeping.of(settings));
        this.work = new LeasedWork(log, "retention", Duration.ofSeconds(1),
                lease -> sweep.run(System.currentTimeMillis(), lease));
    }

    @Override
    public void close() {
        work.close();
    }
}
