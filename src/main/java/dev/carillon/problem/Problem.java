package dev.carillon.problem;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A refusal with a stable code. The message is written for the caller and reaches it, so it holds no payload, no token
 * and no name of a class (CWE-209).
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final @Nullable String field;

    public Problem(ProblemCode code, String message) {
        this(code, message, null);
    }

    /** A refusal of one input: {@code field} is its name as the caller wrote it. */
    public Problem(ProblemCode code, String message, @Nullable String field) {
        // A refusal is an answer, not a fault of ours: no stack trace is built for it.
        super(message, null, false, false);
        this.code = code;
        this.field = field;
    }

    public ProblemCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public @Nullable String field() {
        return field;
    }

    /** The refusal among the causes of a failure, where frameworks have wrapped it. */
    public static Optional<Problem> in(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }
}
