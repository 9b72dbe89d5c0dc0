package dev.carillon.problem;

import org.springframework.http.HttpStatusCode;
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
        return detail;
    }

    /** For refusals that a framework made and that carry a status only. */
    static ProblemDetail of(HttpStatusCode status, ProblemCode code) {
        var detail = ProblemDetail.forStatus(status);
        detail.setProperty(CODE, code.code());
        return detail;
    }
}
