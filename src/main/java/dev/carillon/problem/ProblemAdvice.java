package dev.carillon.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever a controller throws into a problem detail with a code. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemMeter meter;

    ProblemAdvice(ProblemMeter meter) {
        this.meter = meter;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(Problem problem, HttpServletRequest request) {
        request.setAttribute(ProblemCode.ATTRIBUTE, problem.code());
        meter.count(problem);
        return ResponseEntity.status(problem.code().httpStatus())
                .headers(ProblemDetails.headers(problem))
                .body(ProblemDetails.of(problem));
    }

    /** Our own faults: the caller learns that it failed, the log learns why. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> fail(RuntimeException fault, HttpServletRequest request) {
        log.error("A request failed", fault);
        return refuse(new Problem(ProblemCode.INTERNAL, "The request failed on our side."), request);
    }

    /** Spring's own refusals keep their status and headers and get a code; its wording stays inside (CWE-209). */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception refusal, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var code = ProblemCode.ofHttpStatus(status.value());
        meter.count(code);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetails.of(status, code));
    }
}
