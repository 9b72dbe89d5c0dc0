package dev.carillon.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which Carillon says no, once for REST and STOMP alike.
 *
 * <p>The names are a contract: clients branch on {@link #code()}, so one is added but never renamed. Close codes follow
 * RFC 6455 section 7.4: 1002, 1009, 1011, 1012 and 1013 are registered there or with IANA; 44xx are ours and mean "do not come back unchanged".
 */
public enum ProblemCode {

    TOKEN_MISSING(401, 4401),
    TOKEN_INVALID(401, 4401),
    TOKEN_EXPIRED(401, 4401),
    SESSION_REVOKED(401, 4410),
    KEYS_UNAVAILABLE(503, 1013),
    DESTINATION_INVALID(400, 4400),
    DESTINATION_FORBIDDEN(403, 4403),
    SCOPE_MISSING(403, 4403),
    ORIGIN_FORBIDDEN(403, 4403),
    REQUEST_INVALID(400, 4400),
    PAYLOAD_TOO_LARGE(413, 1009),
    FRAME_INVALID(400, 1002),
    FRAME_TOO_LARGE(413, 1009),
    SUBSCRIPTION_DUPLICATE(409, 4400),
    LIMIT_EXCEEDED(429, 4529),
    OVERLOADED(503, 1013),
    IDEMPOTENCY_KEY_REUSED(422, 4400),
    IDEMPOTENCY_KEY_IN_USE(409, 4400),
    STORE_UNAVAILABLE(503, 1013),
    SERVER_RESTART(503, 1012),
    NOT_FOUND(404, 4400),
    METHOD_NOT_ALLOWED(405, 4400),
    NOT_ACCEPTABLE(406, 4400),
    UPGRADE_REQUIRED(426, 4400),
    INTERNAL(500, 1011);

    /** Under which a request holds what it was refused with. */
    public static final String ATTRIBUTE = ProblemCode.class.getName();

    private final String code;
    private final int httpStatus;
    private final int closeCode;

    ProblemCode(int httpStatus, int closeCode) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.httpStatus = httpStatus;
        this.closeCode = closeCode;
    }

    /** The stable kebab-case name, as in the {@code code} of a problem detail and of an ERROR frame. */
    public String code() {
        return code;
    }

    /** The one of a {@link #code()}; empty where there is none. */
    public static Optional<ProblemCode> of(@Nullable String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    /** The HTTP status of the problem detail, 400 to 599. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The WebSocket close code after the ERROR frame. */
    public int closeCode() {
        return closeCode;
    }

    /** Whether it is about who asks, or how often, and not about what is asked. */
    public boolean isRefusal() {
        return httpStatus == 401 || httpStatus == 403 || httpStatus == 429 || this == OVERLOADED;
    }

    /** The code for a refusal that a framework made and that carries an HTTP status only. */
    public static ProblemCode ofHttpStatus(int status) {
        return switch (status) {
            case 401 -> TOKEN_MISSING;
            case 403 -> SCOPE_MISSING;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> PAYLOAD_TOO_LARGE;
            default -> status < 500 || status == 505 ? REQUEST_INVALID : INTERNAL;
        };
    }
}
