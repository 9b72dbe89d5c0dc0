package dev.carillon.audit;

import java.io.IOException;
import java.security.Principal;

import dev.carillon.admission.ClientAddress;
import dev.carillon.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Writes down the requests that were refused because of who asks, or how often; outside of everything that refuses. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
public class RequestAudit extends OncePerRequestFilter {

    private final AuditLog log;
    private final ClientAddress addresses;
    private final RequestAttributeSecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

    RequestAudit(AuditLog log, ClientAddress addresses) {
        this.log = log;
        this.addresses = addresses;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        try {
            rest.doFilter(request, response);
        } finally {
            if (request.getAttribute(ProblemCode.ATTRIBUTE) instanceof ProblemCode code && code.isRefusal()) {
                log.writeRefusal(() -> AuditEntry.of("refused")
                        .with("code", code.code())
                        .with("user", user(request))
                        .with("address", addresses.of(request))
                        .withCall(request));
            }
        }
    }

    private @Nullable String user(HttpServletRequest request) {
        Principal caller = callers.loadDeferredContext(request).get().getAuthentication();
        return caller == null ? null : caller.getName();
    }
}
