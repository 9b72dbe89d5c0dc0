package dev.carillon.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import dev.carillon.history.Finding.Fault;

/** Collects what a check finds. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(Fault fault, String what) {
        all.add(new Finding(fault, what));
    }

    void addAll(Collection<Finding> more) {
        all.addAll(more);
    }

    /** Adds it unless this holds. */
    void demand(boolean holds, Fault fault, Supplier<String> what) {
        if (!holds) {
            add(fault, what.get());
        }
    }

    List<Finding> all() {
        return all;
    }
}
