package dev.carillon.stomp;

import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.StompSubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolHandler;

/**
 * Hands frames to Spring's STOMP half one by one and whole, wherever WebSocket messages begin and end. Heart-beats are no
 * frames and stop here: that they came is known already.
 */
final class WholeFrames implements SubProtocolHandler {

    private static final String UNFINISHED = FrameSplitter.class.getName();

    private final StompSubProtocolHandler stomp;

    WholeFrames(StompSubProtocolHandler stomp) {
        this.stomp = stomp;
    }

    /** The beginning of a frame is kept in the session's attributes, and nothing between two frames. */
    @Override
    public void handleMessageFromClient(WebSocketSession session, WebSocketMessage<?> message, MessageChannel channel) {
        var attributes = session.getAttributes();
        var splitter = attributes.get(UNFINISHED) instanceof FrameSplitter unfinished
                ? unfinished
                : new FrameSplitter();
        for (var frame : splitter.add(((ByteBuffer) message.getPayload()).array())) {
            stomp.handleMessageFromClient(session, new BinaryMessage(frame), channel);
        }
        if (splitter.size() > stomp.getMessageSizeLimit()) {
            // Spring's own limit refuses it.
            stomp.handleMessageFromClient(session, new BinaryMessage(splitter.take()), channel);
        }
        if (splitter.size() > 0) {
            attributes.put(UNFINISHED, splitter);
        } else {
            attributes.remove(UNFINISHED);
        }
    }

    @Override
    public List<String> getSupportedProtocols() {
        return stomp.getSupportedProtocols();
    }

    @Override
    public void handleMessageToClient(WebSocketSession session, Message<?> message) {
        stomp.handleMessageToClient(session, message);
    }

    @Override
    public @Nullable String resolveSessionId(Message<?> message) {
        return stomp.resolveSessionId(message);
    }

    @Override
    public void afterSessionStarted(WebSocketSession session, MessageChannel channel) {
        stomp.afterSessionStarted(session, channel);
    }

    @Override
    public void afterSessionEnded(WebSocketSession session, CloseStatus status, MessageChannel channel) {
        stomp.afterSessionEnded(session, status, channel);
    }
}
