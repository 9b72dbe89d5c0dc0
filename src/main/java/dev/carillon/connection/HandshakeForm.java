package dev.carillon.connection;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * What a handshake has to be before anyone looks at what it brings (RFC 6455 section 4.2.1; over HTTP/2, RFC 8441 section 5). Spring
 * would refuse some of it without a code, and let a key pass that is none.
 */
@Component
@Order(HandshakeForm.BEHIND_THE_RATE)
class HandshakeForm implements HandshakeInterceptor {

    static final int BEHIND_THE_RATE = 50;

    private static final Pattern VERSION = Pattern.compile(WebSocketConstants.SPEC_VERSION_STRING);

    /** 16 bytes in base64. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final ProblemWriter refusals;

    HandshakeForm(ProblemWriter refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        boolean stream = isStream(request);
        var refusal = refusal(request, stream);
        if (refusal == null) {
            return true;
        }
        var headers = response.getHeaders();
        switch (refusal.code()) {
            case METHOD_NOT_ALLOWED -> headers.set(HttpHeaders.ALLOW, method(stream));
            case UPGRADE_REQUIRED -> {
                headers.set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, WebSocketConstants.SPEC_VERSION_STRING);
                if (!stream) { // HTTP/2 knows neither header (RFC 9113 section 8.2.2).
                    headers.set(HttpHeaders.UPGRADE, "websocket");
                    headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
                }
            }
            default -> {
            }
        }
        refusals.write(request, response, refusal);
        return false;
    }

    private static @Nullable Problem refusal(ServerHttpRequest request, boolean stream) {
        var headers = request.getHeaders();
        if (!request.getMethod().matches(method(stream))) {
            return new Problem(ProblemCode.METHOD_NOT_ALLOWED, "A WebSocket is opened by " + method(stream) + ".");
        }
        if (!stream && !(names(headers, HttpHeaders.UPGRADE, "websocket")
                && names(headers, HttpHeaders.CONNECTION, HttpHeaders.UPGRADE))) {
            return new Problem(ProblemCode.UPGRADE_REQUIRED,
                    "This opens a WebSocket: it takes Upgrade: websocket and Connection: Upgrade.");
        }
        if (!isOnly(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION)) {
            return new Problem(ProblemCode.UPGRADE_REQUIRED,
                    "This opens a WebSocket: it takes Sec-WebSocket-Version: 13.");
        }
        return stream || isOnly(headers, WebSocketHttpHeaders.SEC_WEBSOCKET_KEY, KEY)
                ? null
                : new Problem(ProblemCode.REQUEST_INVALID, "Sec-WebSocket-Key has to be 16 bytes in base64.");
    }

    private static boolean isStream(ServerHttpRequest request) {
        return ((ServletServerHttpRequest) request).getServletRequest().getProtocol().equals("HTTP/2.0");
    }

    private static String method(boolean stream) {
        return stream ? "CONNECT" : "GET";
    }

    private static boolean names(HttpHeaders headers, String header, String token) {
        return headers.getOrEmpty(header)
                .stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }

    private static boolean isOnly(HttpHeaders headers, String header, Pattern form) {
        var values = headers.getOrEmpty(header);
        return values.size() == 1 && form.matcher(values.getFirst()).matches();
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception failure) {}
}
