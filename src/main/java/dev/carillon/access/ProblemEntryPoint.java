package dev.carillon.access;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Says 401 and 403 as problem details; a challenge names the scheme and never the reason (RFC 6750 section 3). */
@Component
class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter writer;

    ProblemEntryPoint(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
        var problem = switch (refusal) {
            case InvalidBearerTokenException invalid -> Tokens.problem(invalid.getCause());
            default -> new Problem(ProblemCode.TOKEN_MISSING, "This needs the header Authorization: Bearer <jwt>.");
        };
        writer.write(new ServletServerHttpRequest(request), new ServletServerHttpResponse(response), problem);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal) {
        writer.write(new ServletServerHttpRequest(request), new ServletServerHttpResponse(response),
                new Problem(ProblemCode.SCOPE_MISSING, "The token does not allow this call."));
    }
}
