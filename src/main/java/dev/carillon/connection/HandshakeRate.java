package dev.carillon.connection;

import java.util.Map;

import dev.carillon.admission.Admission;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** The first door of a handshake: too many are turned away before a token is looked at. */
@Component
@Order(HandshakeRate.FIRST)
class HandshakeRate implements HandshakeInterceptor {

    static final int FIRST = 0;

    private final Admission admission;
    private final ProblemWriter refusals;

    HandshakeRate(Admission admission, ProblemWriter refusals) {
        this.admission = admission;
        this.refusals = refusals;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        try {
            admission.knock(((ServletServerHttpRequest) request).getServletRequest());
            return true;
        } catch (Problem refusal) {
            refusals.write(request, response, refusal);
            return false;
        }
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {}
}
