package dev.carillon.relay;

import java.util.function.Function;

/**
 * What all nodes said.
 *
 * @param isPartial whether a node did not answer, or there may be one that was not asked
 */
public record Found<T>(T found, boolean isPartial) {

    /** The same, merged. */
    public <R> Found<R> as(Function<T, R> merge) {
        return new Found<>(merge.apply(found), isPartial);
    }
}
