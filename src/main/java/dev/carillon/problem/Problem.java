package dev.carillon.problem;

import java.time.Duration;
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
    private final Duration retryAfter;
    private final @Nullable Quota quota;
    private final @Nullable Limit limit;

    public Problem(ProblemCode code, String message) {
        this(code, message, null, Duration.ZERO, null, null);
    }

    /** A refusal of one input: {@code field} is its name as the caller wrote it. */
    public Problem(ProblemCode code, String message, @Nullable String field) {
        this(code, message, field, Duration.ZERO, null, null);
    }

    /** A refusal that is over after a while. */
    public Problem(ProblemCode code, String message, Duration retryAfter) {
        this(code, message, null, retryAfter, null, null);
    }

    /** A refusal that is over after a while, of what there may be so much of. */
    public Problem(ProblemCode code, String message, Duration retryAfter, Quota quota) {
        this(code, message, null, retryAfter, quota, null);
    }

    /** A refusal of what there is too much of, which is counted where it is answered. */
    public Problem(ProblemCode code, String message, @Nullable String field, Limit limit) {
        this(code, message, field, Duration.ZERO, null, limit);
    }

    /** A refusal of what there is too much of for a while, which is counted where it is answered. */
    public Problem(ProblemCode code, String message, Limit limit, Duration retryAfter) {
        this(code, message, null, retryAfter, null, limit);
    }

    private Problem(ProblemCode code, String message, @Nullable String field, Duration retryAfter,
            @Nullable Quota quota, @Nullable Limit limit) {
        // A refusal is an answer, not a fault of ours: no stack trace is built for it.
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
        this.quota = quota;
        this.limit = limit;
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

    /** When the same may be asked again; zero where waiting changes nothing. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** What was used up; null where it is not that. */
    public @Nullable Quota quota() {
        return quota;
    }

    /** What there is too much of; null where it is not that, or where it was counted before. */
    @Nullable
    Limit limit() {
        return limit;
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
