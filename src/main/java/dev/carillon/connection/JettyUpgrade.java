package dev.carillon.connection;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.carillon.fanout.Lanes;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/**
 * The end of Spring's handshake: from here on Jetty's core WebSocket has the socket, and the request can be forgotten. The
 * socket is a connection of its own (RFC 6455), or a stream of an HTTP/2 connection (RFC 8441), which Jetty tells apart.
 *
 * <p>No extension is offered: permessage-deflate would compress a shared frame once for each session.
 */
final class JettyUpgrade implements RequestUpgradeStrategy {

    private final int maxMessage;
    private final Lanes lanes;
    private final ConnectionMeters meters;
    private volatile @Nullable WebSocketMappings jettys;

    JettyUpgrade(int maxMessage, Lanes lanes, ConnectionMeters meters) {
        this.maxMessage = maxMessage;
        this.lanes = lanes;
        this.meters = meters;
    }

    @Override
    public String[] getSupportedVersions() {
        return new String[]{WebSocketConstants.SPEC_VERSION_STRING};
    }

    @Override
    public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
        return List.of();
    }

    @Override
    public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String protocol,
            List<WebSocketExtension> extensions, @Nullable Principal user, WebSocketHandler handler,
            Map<String, Object> attributes) throws HandshakeFailureException {
        var jetty = ServletContextRequest
                .getServletContextRequest(((ServletServerHttpRequest) request).getServletRequest());
        var reader = new SocketReader(handler, new SocketSession(), lanes, meters, maxMessage);
        WebSocketNegotiator negotiator = (_, answer, _) -> {
            answer.setAcceptedSubProtocol(protocol);
            answer.setExtensions(List.of());
            return reader;
        };
        var answered = new FutureCallback();
        if (!mappings(jetty.getServletContextHandler()).upgrade(negotiator, jetty, jetty.getServletContextResponse(),
                answered, this::limit)) {
            response.setStatusCode(HttpStatus.BAD_REQUEST); // Spring has not looked for all that Jetty asks for.
            return;
        }
        try {
            answered.block();
        } catch (IOException broken) {
            throw new HandshakeFailureException("The handshake could not be answered.", broken);
        }
    }

    /** Made with the first handshake, when there is a server to make it for; twice at the worst. */
    private WebSocketMappings mappings(ServletContextHandler context) {
        var mappings = jettys;
        if (mappings == null) {
            mappings = new WebSocketMappings(
                    WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context));
            jettys = mappings;
        }
        return mappings;
    }

    private void limit(Configuration socket) {
        // Quiet is normal for a subscriber; Jetty's default closes it after 30 s. Heart-beats find the dead.
        socket.setIdleTimeout(Duration.ZERO);
        // A frame that is larger comes in parts, and is refused by STOMP in its own words when they are too many.
        socket.setMaxFrameSize(maxMessage);
        socket.setMaxTextMessageSize(maxMessage);
        socket.setMaxBinaryMessageSize(maxMessage);
    }
}
