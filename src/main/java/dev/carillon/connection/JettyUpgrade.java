package dev.carillon.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.carillon.admission.Admission;
import dev.carillon.admission.Seat;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.Lanes;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemWriter;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.HandshakeHandler;

/**
 * The end of Spring's handshake: from here on Jetty's core WebSocket has the socket, and the request can be forgotten. The
 * socket is a connection of its own (RFC 6455), or a stream of an HTTP/2 connection (RFC 8441), which Jetty tells apart.
 *
 * <p>No extension is offered: permessage-deflate would compress a shared frame once for each session.
 */
final class JettyUpgrade implements HandshakeHandler {

    private final ConnectionSettings settings;
    private final Lanes lanes;
    private final ConnectionMeters meters;
    private final Admission admission;
    private final ProblemWriter refusals;
    private final AuditLog audit;
    private volatile @Nullable WebSocketMappings jettys;

    JettyUpgrade(ConnectionSettings settings, Lanes lanes, ConnectionMeters meters, Admission admission,
            ProblemWriter refusals, AuditLog audit) {
        this.settings = settings;
        this.admission = admission;
        this.refusals = refusals;
        this.audit = audit;
        this.lanes = lanes;
        this.meters = meters;
    }

    @Override
    public boolean doHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) throws HandshakeFailureException {
        var servlet = ((ServletServerHttpRequest) request).getServletRequest();
        Seat seat;
        try {
            seat = admission.seat(servlet);
        } catch (Problem full) {
            refusals.write(request, response, full);
            return false;
        }
        attributes.put(Seat.ATTRIBUTE, seat);
        boolean upgraded = false;
        try {
            upgraded = upgrade(ServletContextRequest.getServletContextRequest(servlet), protocol(request, handler),
                    new SocketReader(handler, new SocketSession(attributes), lanes, meters, settings, seat, audit));
            if (!upgraded) {
                // HandshakeForm has not looked for all that Jetty asks for.
                refusals.write(request, response,
                        new Problem(ProblemCode.REQUEST_INVALID, "This is no handshake of a WebSocket."));
            }
            return upgraded;
        } catch (IOException broken) {
            throw new HandshakeFailureException("The handshake could not be answered.", broken);
        } finally {
            if (!upgraded) {
                seat.leave();
            }
        }
    }

    /** The first of those that the client offers, in its order (RFC 6455 section 4.2.2). */
    private static @Nullable String protocol(ServerHttpRequest request, WebSocketHandler handler) {
        var ours = WebSocketHandlerDecorator.unwrap(handler) instanceof SubProtocolCapable stomp
                ? stomp.getSubProtocols()
                : List.of();
        return new WebSocketHttpHeaders(request.getHeaders()).getSecWebSocketProtocol()
                .stream()
                .filter(offered -> ours.contains(offered.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private boolean upgrade(ServletContextRequest request, @Nullable String protocol, SocketReader reader)
            throws IOException {
        WebSocketNegotiator negotiator = (_, answer, _) -> {
            answer.setAcceptedSubProtocol(protocol);
            answer.setExtensions(List.of());
            return reader;
        };
        var answered = new FutureCallback();
        try {
            boolean upgraded = mappings(request.getServletContextHandler()).upgrade(negotiator, request,
                    request.getServletContextResponse(), answered, this::limit);
            if (upgraded) {
                answered.block();
            }
            return upgraded;
        } catch (HttpException.RuntimeException _) {
            return false; // A header that cannot be read.
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
        int maxMessage = settings.maxFrameBytes();
        // Quiet is normal for a subscriber; Jetty's default closes it after 30 s. Heart-beats find the dead.
        socket.setIdleTimeout(Duration.ZERO);
        // A frame that is larger comes in parts, and is refused by STOMP in its own words when they are too many.
        socket.setMaxFrameSize(maxMessage);
        socket.setMaxTextMessageSize(maxMessage);
        socket.setMaxBinaryMessageSize(maxMessage);
    }
}
