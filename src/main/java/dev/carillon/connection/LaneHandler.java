package dev.carillon.connection;

import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Lanes;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Sees every connection come and go, and gives it a lane before Spring's handler sees it. */
class LaneHandler extends WebSocketHandlerDecorator {

    private final Lanes lanes;
    private final ConnectionMeters meters;

    LaneHandler(WebSocketHandler delegate, Lanes lanes, ConnectionMeters meters) {
        super(delegate);
        this.lanes = lanes;
        this.meters = meters;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        meters.opened();
        var socket = ((NativeWebSocketSession) session)
                .getNativeSession(org.eclipse.jetty.websocket.common.WebSocketSession.class);
        if (socket == null) {
            throw new IllegalStateException("not a session of Jetty's");
        }
        session.getAttributes().put(FanoutSession.ATTRIBUTE, lanes.open(new JettyConnection(socket)));
        super.afterConnectionEstablished(session);
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
            throws Exception {
        if (session.getAttributes().get(FanoutSession.ATTRIBUTE) instanceof FanoutSession fanout) {
            fanout.heard();
        }
        super.handleMessage(session, message);
    }

    /** The session leaves its lane first, so that Spring's farewell finds nothing to do. */
    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status)
            throws Exception {
        meters.closed(status);
        if (session.getAttributes().remove(FanoutSession.ATTRIBUTE) instanceof FanoutSession fanout) {
            fanout.closed();
        }
        super.afterConnectionClosed(session, status);
    }
}
