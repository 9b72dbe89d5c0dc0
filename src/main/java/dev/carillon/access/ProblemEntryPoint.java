package dev.carillon.access;

import dev.carillon.admission.RequestRates;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final RequestRates rates;

    ProblemEntryPoint(ProblemWriter writer, RequestRates rates) {
        this.writer = writer;
        this.rates = rates;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
        var problem = switch (refusal) {
            case InvalidBearerTokenException invalid -> refused(request, invalid);
            default -> new Problem(ProblemCode.TOKEN_MISSING, "This needs the header Authorization: Bearer <jwt>.");
        };
        writer.write(request, response, problem);
    }

    /** It has not come as far as {@link RequestRate}. */
    private Problem refused(HttpServletRequest request, InvalidBearerTokenException invalid) {
        try {
            rates.take(request);
            return Tokens.problem(invalid.getCause());
        } catch (Problem tooMany) {
            return tooMany;
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal) {
        writer.write(request, response, new Problem(ProblemCode.SCOPE_MISSING, "The token does not allow this call."));
    }
}
