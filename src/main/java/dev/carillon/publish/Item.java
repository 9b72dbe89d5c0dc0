package dev.carillon.publish;

import dev.carillon.problem.Problem;

/** One notification of a request that holds several. */
sealed interface Item {

    /** The destination as the caller wrote it, empty where it wrote none. */
    String destination();

    record Legible(String destination, PublishRequest request) implements Item {}

    /** One that cannot be read costs the others nothing. */
    record Illegible(String destination, Problem problem) implements Item {}
}
