package dev.carillon.stomp;

import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

/**
 * Says what was wrong in an ERROR frame with our code and words.
 *
 * <p>Spring's own handler sends the exception's message, which names classes and repeats what the client sent.
 */
@Component
class StompErrors extends StompSubProtocolErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(StompErrors.class);
    private static final byte[] NO_BODY = {};

    private final ProblemMeter meter;
    private final AuditLog audit;

    StompErrors(ProblemMeter meter, AuditLog audit) {
        this.meter = meter;
        this.audit = audit;
    }

    @Override
    public Message<byte[]> handleClientMessageProcessingError(@Nullable Message<byte[]> frame,
            Throwable failure) {
        var problem = Problem.in(failure).orElseGet(() -> unforeseen(frame, failure));
        meter.count(problem);
        var error = StompHeaderAccessor.create(StompCommand.ERROR);
        error.setMessage(problem.getMessage());
        error.setNativeHeader("code", problem.code().code());
        var refused = frame == null ? null : MessageHeaderAccessor.getAccessor(frame, StompHeaderAccessor.class);
        if (refused != null) {
            answer(error, refused);
            if (problem.code().isRefusal()) {
                audit.writeRefusal(() -> AuditEntry.of("refused")
                        .with("code", problem.code().code())
                        .with(StompSession.seat(refused))
                        .with("frame", refused.getCommand())
                        .with("destination", refused.getDestination()));
            }
        }
        return MessageBuilder.createMessage(NO_BODY, error.getMessageHeaders());
    }

    private static Problem unforeseen(@Nullable Message<byte[]> frame, Throwable failure) {
        if (failure instanceof StompConversionException && String.valueOf(failure.getMessage()).contains("limit")) {
            return new Problem(ProblemCode.FRAME_TOO_LARGE, "The frame is larger than this service takes.", null,
                    Limit.FRAME_SIZE);
        }
        if (frame == null || failure instanceof StompConversionException) {
            return FrameGuard.invalid("This is not a STOMP frame.", null);
        }
        // Spring reads heart-beat before we do, and it is the only number that it reads.
        if (failure instanceof NumberFormatException) {
            return Negotiation.invalidHeartbeat();
        }
        // Spring itself refuses a frame outside a session, and a second CONNECT inside one.
        if (failure instanceof IllegalStateException) {
            return FrameGuard.invalid("The first frame must be CONNECT, and only the first.", null);
        }
        // The cause alone: Spring's own exception around it prints the frame, and with it the token of a CONNECT (CWE-532).
        log.error("A frame could not be processed", NestedExceptionUtils.getMostSpecificCause(failure));
        return new Problem(ProblemCode.INTERNAL, "The frame could not be processed on our side.");
    }

    /** What an ERROR says because of the frame that it answers. */
    private static void answer(StompHeaderAccessor error, StompHeaderAccessor refused) {
        if (refused.getCommand() == StompCommand.CONNECT || refused.getCommand() == StompCommand.STOMP) {
            error.setNativeHeader("version", Negotiation.VERSIONS); // STOMP 1.2, "Protocol Negotiation"
        }
        if (refused.getReceipt() != null) {
            error.setReceiptId(refused.getReceipt());
        }
    }
}
