package dev.carillon.publish;

import dev.carillon.problem.Problem;
import org.jspecify.annotations.Nullable;

/** One notification of a request that holds several. */
sealed interface Item {

    /** The destination as the caller wrote it, empty where it wrote none. */
    String destination();

    /** The same as a part of its caller's trace. */
    Item tracedBy(@Nullable String traceParent);

    record Legible(String destination, PublishRequest request) implements Item {

        @Override
        public Item tracedBy(@Nullable String traceParent) {
            return new Legible(destination, request.tracedBy(traceParent));
        }
    }

    /** One that cannot be read costs the others nothing. */
    record Illegible(String destination, Problem problem) implements Item {

        @Override
        public Item tracedBy(@Nullable String traceParent) {
            return this;
        }
    }
}
