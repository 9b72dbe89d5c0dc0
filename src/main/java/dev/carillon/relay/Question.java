package dev.carillon.relay;

/**
 * What one node asks the others, or asks of them.
 *
 * @param kind what it is about, in words that {@link Answers} knows
 * @param subject whom or what it is asked about
 */
public record Question(String kind, String subject) {}
