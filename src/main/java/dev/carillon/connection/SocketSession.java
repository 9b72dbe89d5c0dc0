package dev.carillon.connection;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.carillon.fanout.FanoutSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A socket as Spring's STOMP half sees it. It keeps nothing of the handshake's request: what Jetty's WebSocket API and
 * Spring's session on it retained of it was half of the 15 KB of heap of an idle connection. Thread-safe.
 */
final class SocketSession implements WebSocketSession {

    private static final AtomicLong IDS = new AtomicLong();

    /** No secret: it names the session in Spring's own maps, and nowhere else. */
    private final String id = Long.toString(IDS.incrementAndGet(), Character.MAX_RADIX);
    private final Map<String, Object> attributes = new ConcurrentHashMap<>(4);
    private volatile @Nullable WebSocketCoreSession socket;

    /** @param handshake what is to be remembered of the handshake */
    SocketSession(Map<String, Object> handshake) {
        attributes.putAll(handshake);
    }

    /** The socket is open, and this is its place in the fan-out. */
    void opened(WebSocketCoreSession opened, FanoutSession fanout) {
        attributes.put(FanoutSession.ATTRIBUTE, fanout);
        socket = opened;
    }

    /** The socket is gone: there is no fan-out to speak to any more. */
    void closed() {
        attributes.remove(FanoutSession.ATTRIBUTE);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public boolean isOpen() {
        return socket != null && socket.isOutputOpen();
    }

    @Override
    public URI getUri() {
        return socket().getRequestURI();
    }

    @Override
    public @Nullable String getAcceptedProtocol() {
        return socket().getNegotiatedSubProtocol();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) socket().getLocalAddress();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) socket().getRemoteAddress();
    }

    @Override
    public HttpHeaders getHandshakeHeaders() {
        return HttpHeaders.EMPTY;
    }

    /** Who it is, is settled by CONNECT. */
    @Override
    public @Nullable Principal getPrincipal() {
        return null;
    }

    @Override
    public List<WebSocketExtension> getExtensions() {
        return List.of();
    }

    @Override
    public int getTextMessageSizeLimit() {
        return Math.toIntExact(socket().getMaxTextMessageSize());
    }

    @Override
    public int getBinaryMessageSizeLimit() {
        return Math.toIntExact(socket().getMaxBinaryMessageSize());
    }

    @Override
    public void setTextMessageSizeLimit(int limit) {
        socket().setMaxTextMessageSize(limit);
    }

    @Override
    public void setBinaryMessageSizeLimit(int limit) {
        socket().setMaxBinaryMessageSize(limit);
    }

    /** What is sent goes through the lane. */
    @Override
    public void sendMessage(WebSocketMessage<?> message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    @Override
    public void close(CloseStatus status) {
        if (attributes.get(FanoutSession.ATTRIBUTE) instanceof FanoutSession fanout) {
            fanout.end(status.getCode());
        }
    }

    private WebSocketCoreSession socket() {
        return Objects.requireNonNull(socket);
    }
}
