package dev.carillon.problem;

import java.io.IOException;
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problem details where no controller does. Thread-safe. */
@Component
public class ProblemWriter {

    private final JsonMapper json;
    private final ProblemMeter meter;

    ProblemWriter(JsonMapper json, ProblemMeter meter) {
        this.json = json;
        this.meter = meter;
    }

    /** Writes the whole answer, for filters. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        write(new ServletServerHttpRequest(request), new ServletServerHttpResponse(response), problem);
    }

    /** Writes the whole answer. */
    public void write(ServerHttpRequest request, ServerHttpResponse response, Problem problem) {
        ((ServletServerHttpRequest) request).getServletRequest().setAttribute(ProblemCode.ATTRIBUTE, problem.code());
        meter.count(problem);
        response.setStatusCode(HttpStatus.valueOf(problem.code().httpStatus()));
        response.getHeaders().putAll(ProblemDetails.headers(problem));
        try {
            response.getBody().write(json.writeValueAsBytes(ProblemDetails.of(problem)));
            response.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
