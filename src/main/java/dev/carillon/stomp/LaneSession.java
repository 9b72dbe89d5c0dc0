package dev.carillon.stomp;

import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.WireFrame;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * What Spring itself sends to a session (ERROR frames) and closes goes the way of all frames, through the lane: in order,
 * never blocking, and closed behind what is written with the code that belongs to the ERROR, not Spring's 1002.
 */
class LaneSession extends WebSocketSessionDecorator {

    private final FanoutSession fanout;

    LaneSession(WebSocketSession delegate, FanoutSession fanout) {
        super(delegate);
        this.fanout = fanout;
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) {
        if (message instanceof TextMessage text) {
            fanout.send(WireFrame.text(text.getPayload()));
            if (ErrorFrame.is(text)) {
                fanout.end(ErrorFrame.closeStatus(text).getCode());
            }
        }
    }

    /** After an ERROR this comes second, and the first word stands. */
    @Override
    public void close(CloseStatus status) {
        fanout.end(status.getCode());
    }
}
