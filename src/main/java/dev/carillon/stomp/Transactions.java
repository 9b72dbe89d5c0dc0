package dev.carillon.stomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/**
 * The open transactions of one session (STOMP 1.2, "BEGIN"): what a client sent in one is done at COMMIT, in order, or never.
 * Bounded, since a client holds memory with it (CWE-770).
 */
final class Transactions {

    /** What a transaction holds. */
    private static final class Held {

        private final List<Runnable> actions = new ArrayList<>();
        private long bytes;
    }

    private final Map<String, Held> open = new HashMap<>(0);
    private final int maxOpen;
    private final int maxFrames;
    private final long maxBytes;

    /** @param maxBytes of all of them together */
    Transactions(int maxOpen, int maxFrames, long maxBytes) {
        this.maxOpen = maxOpen;
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    void begin(String name) {
        if (open.size() >= maxOpen) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "Too many transactions are open.", "transaction",
                    Limit.TRANSACTIONS);
        }
        if (open.putIfAbsent(name, new Held()) != null) {
            throw FrameGuard.invalid("The transaction has begun already.", "transaction");
        }
    }

    void add(String name, long bytes, Runnable action) {
        var held = open.get(name);
        if (held == null) {
            throw unknown();
        }
        if (held.actions.size() >= maxFrames
                || bytes + open.values().stream().mapToLong(other -> other.bytes).sum() > maxBytes) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "The transaction holds too many frames, or too large ones.",
                    "transaction", Limit.TRANSACTION_SIZE);
        }
        held.actions.add(action);
        held.bytes += bytes;
    }

    void commit(String name) {
        end(name).forEach(Runnable::run);
    }

    void abort(String name) {
        end(name);
    }

    private List<Runnable> end(String name) {
        var held = open.remove(name);
        if (held == null) {
            throw unknown();
        }
        return held.actions;
    }

    private static Problem unknown() {
        return FrameGuard.invalid("There is no such transaction.", "transaction");
    }
}
