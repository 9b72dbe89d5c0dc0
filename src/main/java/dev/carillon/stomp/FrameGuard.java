package dev.carillon.stomp;

import dev.carillon.access.Caller;
import dev.carillon.access.Tokens;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * Looks at every client frame before the broker does: the first must be a CONNECT with a token that holds.
 *
 * <p>Runs on the connection's thread, frame after frame, so a session's CONNECT is settled before its next frame.
 */
@Component
class FrameGuard implements ChannelInterceptor {

    private final Tokens tokens;
    private final FrameMeter meter;

    FrameGuard(Tokens tokens, FrameMeter meter) {
        this.tokens = tokens;
        this.meter = meter;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        var frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (frame == null || frame.getCommand() == null || !StompSession.isOpen(frame)) {
            return null; // Spring's own word that the socket is gone, or a frame behind the last one.
        }
        var command = frame.getCommand();
        meter.count(command);
        if (command == StompCommand.CONNECT || command == StompCommand.STOMP) {
            frame.setUser(connecting(frame));
        } else {
            caller(frame);
            HeaderEscapes.decode(frame, StompSession.of(frame).version());
        }
        return message;
    }

    /** Whom its own token speaks for, or else what came with the handshake. */
    private Caller connecting(StompHeaderAccessor frame) {
        var handshake = StompSession.takeHandshakeCaller(frame);
        var authorization = frame.getFirstNativeHeader("Authorization");
        return handshake != null && authorization == null && frame.getPasscode() == null
                ? handshake
                : tokens.authenticate(authorization, frame.getPasscode());
    }

    /** Whose session it is; before CONNECT it is nobody's, and no frame is accepted (CVE-2025-41254). */
    static Caller caller(StompHeaderAccessor frame) {
        if (frame.getUser() instanceof Caller caller) {
            return caller;
        }
        throw invalid("The first frame must be CONNECT.", null);
    }

    static Problem invalid(String message, @Nullable String header) {
        return new Problem(ProblemCode.FRAME_INVALID, message, header);
    }
}
