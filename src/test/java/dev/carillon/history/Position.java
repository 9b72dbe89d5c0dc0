package dev.carillon.history;

/** How far a stream was read. */
record Position(String epoch, long offset) {}
