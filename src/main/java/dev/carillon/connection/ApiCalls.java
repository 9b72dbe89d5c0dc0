package dev.carillon.connection;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Where there is a port for back ends, so that a firewall can tell them from clients, what publishes or manages answers there and nowhere
 * else, and what is the clients' does not. Thread-safe.
 */
@Component
@ConditionalOnExpression("${carillon.api.port:0} > 0")
class ApiCalls implements WebMvcConfigurer, HandlerInterceptor, HandshakeInterceptor {

    private static final List<PathPattern> OF_BACK_ENDS = patterns("/api/v1/topics", "/api/v1/topics/{topic}/presence",
            "/api/v1/users/**", "/api/v1/sessions", "/api/v1/notifications/**", "/api/v1/nodes", "/console/**");
    /** What clients read and back ends write, and what the pages of both are made of. */
    private static final List<PathPattern> OF_BOTH = patterns("/api/v1/topics/{topic}/notifications", "/ui/**",
            "/client/**", "/webjars/**", "/development/**", "/api", "/api/*", "/api/schemas/*");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final int port;
    private final ProblemWriter refusals;

    ApiCalls(ApiSettings settings, ProblemWriter refusals) {
        this.port = settings.port();
        this.refusals = refusals;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(0);
    }

    /** By the path as it is mapped, whatever is escaped in it. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
        boolean here = isHere(request);
        boolean served = matches(OF_BOTH, path)
                ? here || READING.contains(request.getMethod())
                : here == matches(OF_BACK_ENDS, path);
        if (!served) {
            refusals.write(request, response, elsewhere());
        }
        return served;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        boolean here = isHere(((ServletServerHttpRequest) request).getServletRequest());
        if (here) {
            refusals.write(request, response, elsewhere());
        }
        return !here;
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {}

    private boolean isHere(HttpServletRequest request) {
        return request.getLocalPort() == port;
    }

    private static Problem elsewhere() {
        return new Problem(ProblemCode.NOT_FOUND, "It is not on this port.");
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(PathPatternParser.defaultInstance::parse).toList();
    }
}
