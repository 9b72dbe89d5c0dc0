package dev.carillon.history;

/** This machine lacks something that a run needs. */
final class Impossible extends RuntimeException {

    Impossible(String reason) {
        super(reason);
    }
}
