package dev.carillon.access;

import java.io.IOException;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemDetails;
import dev.carillon.problem.ProblemMeter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says 401 and 403 as problem details; a challenge names the scheme and never the reason (RFC 6750 section 3). */
@Component
class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;
    private final ProblemMeter meter;

    ProblemEntryPoint(JsonMapper json, ProblemMeter meter) {
        this.json = json;
        this.meter = meter;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        var problem = switch (refusal) {
            case InvalidBearerTokenException invalid -> Tokens.problem(invalid.getCause());
            default -> new Problem(ProblemCode.TOKEN_MISSING, "This needs the header Authorization: Bearer <jwt>.");
        };
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(response, problem);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        write(response, new Problem(ProblemCode.SCOPE_MISSING, "The token does not allow this call."));
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        meter.count(problem.code());
        var detail = ProblemDetails.of(problem);
        response.setStatus(detail.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(detail));
    }
}
