package dev.carillon.problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Problems as RFC 9457 problem details: the code travels as an extension member (section 3.2). */
public final class ProblemDetails {

    private static final String CODE = "code";

    private ProblemDetails() {}

    public static ProblemDetail of(Problem problem) {
        var detail = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(problem.code().httpStatus()),
                problem.getMessage());
        detail.setProperty(CODE, problem.code().code());
        if (problem.field() != null) {
            detail.setProperty("field", problem.field());
        }
        return correlated(detail);
    }

    /** Who complains of it names what the log has. */
    private static ProblemDetail correlated(ProblemDetail detail) {
        var id = Correlation.current();
        if (id != null) {
            detail.setProperty("correlation", id);
        }
        return detail;
    }

    /** What the answer's headers say of it: a challenge (RFC 6750 section 3), which never says why, and when to come back. */
    static HttpHeaders headers(Problem problem) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.code().httpStatus() == HttpStatus.UNAUTHORIZED.value()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.retryAfter().isPositive()) {
            // Whole seconds, rounded up: who comes back a moment too early is refused again (RFC 9110 section 10.2.3).
            long seconds = problem.retryAfter().plusMillis(999).toSeconds();
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            if (problem.quota() != null) {
                headers.set("RateLimit-Policy", problem.quota().policy());
                headers.set("RateLimit", problem.quota().usedUp(seconds));
            }
        }
        return headers;
    }

    /** For refusals that a framework made and that carry a status only. */
    static ProblemDetail of(HttpStatusCode status, ProblemCode code) {
        var detail = ProblemDetail.forStatus(status);
        detail.setProperty(CODE, code.code());
        return correlated(detail);
    }
}
