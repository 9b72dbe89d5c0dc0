package dev.carillon.stomp;

import dev.carillon.problem.ProblemCode;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/** The last frame of a session that we end: what it says decides how the socket is closed. */
final class ErrorFrame {

    private ErrorFrame() {}

    static boolean is(WebSocketMessage<?> message) {
        return message instanceof TextMessage text && text.getPayload().startsWith("ERROR\n");
    }

    /** The close code that belongs to the {@code code} header. */
    static CloseStatus closeStatus(WebSocketMessage<?> error) {
        var frame = String.valueOf(error.getPayload());
        for (var code : ProblemCode.values()) {
            if (frame.contains("\ncode:" + code.code() + "\n")) {
                return new CloseStatus(code.closeCode());
            }
        }
        return CloseStatus.PROTOCOL_ERROR; // An ERROR of Spring's own, without a code.
    }
}
