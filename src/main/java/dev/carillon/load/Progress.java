package dev.carillon.load;

import java.time.Duration;

/**
 * Where a run is.
 *
 * @param phase {@code connecting}, {@code warming up} or {@code measuring}
 * @param failed connections that could not be opened, or have ended
 */
public record Progress(String phase, Duration elapsed, int open, int failed, long published, long delivered,
        double p99Millis) {}
