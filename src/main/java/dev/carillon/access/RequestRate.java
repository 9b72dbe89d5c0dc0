package dev.carillon.access;

import java.io.IOException;
import java.util.regex.Pattern;

import dev.carillon.admission.RequestRates;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts each request as soon as it is known whose it is, before anything else is done for it. Publishes of users have a rate of their
 * own, in which a request for many counts as many, and one that is refused as well.
 */
class RequestRate extends OncePerRequestFilter {

    private static final Pattern PUBLISH = Pattern
            .compile("/api/v1/(?:(?:topics|users)/[^/]+/notifications|notifications(?:/batch)?)");

    private final RequestRates rates;
    private final ProblemWriter refusals;
    private final RequestMatcher management = EndpointRequest.toAnyEndpoint();

    RequestRate(RequestRates rates, ProblemWriter refusals) {
        this.rates = rates;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws ServletException, IOException {
        try {
            take(request);
        } catch (Problem refusal) {
            refusals.write(request, response, refusal);
            return;
        }
        rest.doFilter(request, response);
    }

    private void take(HttpServletRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Caller caller)
                || caller.isAnonymous()) {
            takeFromAddress(request);
        } else if (!isPublish(request)) {
            rates.take(caller.user());
        }
    }

    /** Probes and Prometheus have no token, and may come from where strangers come from. */
    private void takeFromAddress(HttpServletRequest request) {
        if (!management.matches(request)) {
            rates.take(request);
        }
    }

    private static boolean isPublish(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod()) && PUBLISH.matcher(request.getRequestURI()).matches();
    }
}
