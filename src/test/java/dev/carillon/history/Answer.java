package dev.carillon.history;

/** What became of an attempt as far as its publisher knows. One with an {@code Idempotency-Key} may have several. */
sealed interface Answer {

    Attempt attempt();

    /**
     * The service has promised it.
     *
     * @param at nanoseconds of this process's clock, once the answer was read
     */
    record Acknowledged(Attempt attempt, Place place, long at) implements Answer {}

    /** It was never sent, or turned down: it must not be stored. */
    record Refused(Attempt attempt, String reason) implements Answer {}

    /** It was sent, and nobody knows: it may be stored, once. */
    record Unknown(Attempt attempt, String reason) implements Answer {}
}
