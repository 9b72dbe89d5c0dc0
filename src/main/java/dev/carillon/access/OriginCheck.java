package dev.carillon.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Lets browsers in that come from our own origin, or from one that is named: a page of another site must not open a socket in its
 * visitor's name (CWE-1385). Others send no origin (RFC 6455 section 10.2). In place of Spring's check, which looks at the first of
 * several origins and fails at one that is broken.
 */
@Component
@Order(OriginCheck.BEFORE_THE_TOKEN)
class OriginCheck implements HandshakeInterceptor {

    static final int BEFORE_THE_TOKEN = 100;

    private final Set<String> allowed;
    private final ProblemWriter refusals;

    OriginCheck(AccessSettings settings, ProblemWriter refusals) {
        this.allowed = settings.allowedOrigins();
        this.refusals = refusals;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        var origins = request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
        boolean mayCome = origins.isEmpty() || mayCome(origins, request);
        if (!mayCome) {
            refusals.write(request, response,
                    new Problem(ProblemCode.ORIGIN_FORBIDDEN, "Pages of this origin may not connect."));
        }
        return mayCome;
    }

    private boolean mayCome(List<String> origins, ServerHttpRequest request) {
        return origins.size() == 1 && (allowed.contains(origins.getFirst()) || isOurs(request));
    }

    private static boolean isOurs(ServerHttpRequest request) {
        try {
            return WebUtils.isSameOrigin(request);
        } catch (IllegalArgumentException _) {
            return false; // It is no origin at all.
        }
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {}
}
