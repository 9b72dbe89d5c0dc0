package dev.carillon.stomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/**
 * The open transactions of one session (STOMP 1.2, "BEGIN"): what a client sent in one is done at COMMIT, in order, or never.
 * Bounded, since a client holds memory with it (CWE-770).
 */
final class Transactions {

    private final Map<String, List<Runnable>> open = new HashMap<>(0);
    private final int maxOpen;
    private final int maxFrames;

    Transactions(int maxOpen, int maxFrames) {
        this.maxOpen = maxOpen;
        this.maxFrames = maxFrames;
    }

    void begin(String name) {
        if (open.size() >= maxOpen) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "Too many transactions are open.", "transaction");
        }
        if (open.putIfAbsent(name, new ArrayList<>()) != null) {
            throw FrameGuard.invalid("The transaction has begun already.", "transaction");
        }
    }

    void add(String name, Runnable action) {
        var actions = open.get(name);
        if (actions == null) {
            throw unknown();
        }
        if (actions.size() >= maxFrames) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "The transaction holds too many frames.", "transaction");
        }
        actions.add(action);
    }

    void commit(String name) {
        end(name).forEach(Runnable::run);
    }

    void abort(String name) {
        end(name);
    }

    private List<Runnable> end(String name) {
        var actions = open.remove(name);
        if (actions == null) {
            throw unknown();
        }
        return actions;
    }

    private static Problem unknown() {
        return FrameGuard.invalid("There is no such transaction.", "transaction");
    }
}
