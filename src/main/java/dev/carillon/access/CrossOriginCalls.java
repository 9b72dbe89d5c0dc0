package dev.carillon.access;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets pages of the origins that are named call the API, and any page import the browser client, which holds nothing of anybody's.
 * Any other origin is told nothing, so its browser keeps the answer from it (CWE-942); it is not refused, as behind a proxy that ends
 * TLS our own origin looks like another's. Thread-safe.
 */
@Component
class CrossOriginCalls implements CorsConfigurationSource {

    /** The client, and what it imports in its turn. */
    private static final List<String> CLIENT = List.of("/client/", "/webjars/stomp__stompjs/");

    private final AccessSettings settings;
    private final ProblemWriter refusals;
    private final CorsConfiguration allowed = new CorsConfiguration();
    private final CorsConfiguration importable = new CorsConfiguration();

    CrossOriginCalls(AccessSettings settings, ProblemWriter refusals) {
        this.settings = settings;
        this.refusals = refusals;
        allowed.setAllowedOrigins(new ArrayList<>(settings.allowedOrigins()));
        allowed.setAllowedMethods(List.of("GET", "POST", "DELETE"));
        allowed.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"));
        allowed.setExposedHeaders(List.of("Retry-After", "RateLimit", "RateLimit-Policy"));
        // Tokens come in a header that the page sets; cookies there are none.
        allowed.setAllowCredentials(false);
        importable.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        importable.setAllowedMethods(List.of("GET"));
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (CLIENT.stream().anyMatch(path::startsWith)) {
            return importable;
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean named = origin != null && settings.allowedOrigins().contains(origin);
        return named && path.startsWith("/api/") ? allowed : null;
    }

    /** Spring would refuse in plain text. */
    CorsFilter filter() {
        var filter = new CorsFilter(this);
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            public boolean processRequest(@Nullable CorsConfiguration rules, HttpServletRequest request,
                    HttpServletResponse response) throws IOException {
                boolean mayCall = super.processRequest(rules, request, response);
                if (!mayCall) {
                    refusals.write(request, response, new Problem(ProblemCode.ORIGIN_FORBIDDEN,
                            "Pages of this origin may not call with this method or these headers."));
                }
                return mayCall;
            }

            @Override
            protected void rejectRequest(ServerHttpResponse response) {} // Said above, where the request is known.
        });
        return filter;
    }
}
