package dev.carillon.connection;

import java.util.Objects;

import dev.carillon.admission.Seat;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Lanes;
import dev.carillon.fanout.StompVersion;
import dev.carillon.problem.Limit;
import dev.carillon.problem.ProblemCode;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketHandler;

/**
 * Reads one socket: sees it come and go, and hands its messages to Spring's handler, as the bytes that STOMP reads. Jetty
 * brings the next frame when it is asked to, after the last one is done, so one thread at a time is in here.
 */
final class SocketReader implements FrameHandler {

    private static final Logger log = LoggerFactory.getLogger(SocketReader.class);

    /** Close codes of RFC 6455 section 7.4.1. */
    private static final int NOT_UTF_8 = 1007;
    private static final int INTERNAL = 1011;

    private final WebSocketHandler handler;
    private final SocketSession session;
    private final Lanes lanes;
    private final ConnectionMeters meters;
    private final ConnectionSettings settings;
    private final Seat seat;
    private final AuditLog audit;
    private final InboundPace pace = new InboundPace();
    private final MessageBuffer message = new MessageBuffer();
    private @Nullable CoreSession socket;
    private @Nullable FanoutSession fanout;
    private Callback peerClose = Callback.NOOP;

    SocketReader(WebSocketHandler handler, SocketSession session, Lanes lanes, ConnectionMeters meters,
            ConnectionSettings settings, Seat seat, AuditLog audit) {
        this.handler = handler;
        this.session = session;
        this.lanes = lanes;
        this.meters = meters;
        this.settings = settings;
        this.seat = seat;
        this.audit = audit;
    }

    /** The socket gets its lane before Spring's handler sees it. */
    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        meters.opened();
        var core = (WebSocketCoreSession) opened;
        socket = core;
        fanout = lanes.open(new JettyConnection(core), StompVersion.V1_2);
        session.opened(core, fanout);
        callback.succeeded();
        tell(() -> handler.afterConnectionEstablished(session));
        core.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        var lane = Objects.requireNonNull(fanout);
        lane.heard();
        keepPace(frame, lane);
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> {
                // Jetty would write an answer of its own when the callback is told; the lane has one in line.
                peerClose = callback;
                lane.closedByPeer(CloseStatus.getCloseStatus(frame).getCode());
                return;
            }
            case OpCode.PING -> lane.pong(BufferUtil.toArray(frame.getPayload()));
            case OpCode.PONG -> log.trace("Unasked"); // RFC 6455 section 5.5.3: no answer is expected.
            default -> data(frame, lane);
        }
        callback.succeeded();
        lane.whenReady(Objects.requireNonNull(socket)::demand);
    }

    /** Who sends faster than anybody needs to is parted with (CWE-770); what comes behind is not carried out. */
    private void keepPace(Frame frame, FanoutSession lane) {
        long now = System.nanoTime();
        if (!pace.takesFrame(now, settings.maxInboundFrames())) {
            tooMuch(Limit.INBOUND_FRAMES, ProblemCode.LIMIT_EXCEEDED, lane);
        } else if (!pace.takesBytes(now, frame.getPayloadLength(), settings.maxInbound().toBytes())) {
            tooMuch(Limit.INBOUND_BYTES, ProblemCode.LIMIT_EXCEEDED, lane);
        }
    }

    private void tooMuch(Limit limit, ProblemCode code, FanoutSession lane) {
        if (!lane.isEnded()) {
            meters.exceeded(limit, code);
            lane.end(code.closeCode());
        }
    }

    private void data(Frame frame, FanoutSession lane) {
        if (lane.isEnded()) {
            return;
        }
        if (!message.add(frame)) {
            lane.end(NOT_UTF_8);
        } else if (message.size() > settings.maxFrameBytes()) {
            // STOMP refuses as much with an ERROR frame that says why; where it does not, the socket ends all the same.
            tell(() -> handler.handleMessage(session, new BinaryMessage(message.take())));
            tooMuch(Limit.FRAME_SIZE, ProblemCode.FRAME_TOO_LARGE, lane);
        } else if (frame.isFin()) {
            tell(() -> handler.handleMessage(session, new BinaryMessage(message.take())));
        }
    }

    /** That it is over is told by {@link #onClosed}, which follows. */
    @Override
    public void onError(Throwable cause, Callback callback) {
        log.trace("A socket is over", cause);
        callback.succeeded();
    }

    /** The session leaves its lane first, so that Spring's farewell finds nothing to do. */
    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        var lane = Objects.requireNonNull(fanout);
        int code = lane.closeCode() != 0 ? lane.closeCode() : status.getCode();
        meters.closed(code, lane.isConnectedTooLate());
        if (seat.session() != null) {
            audit.write(AuditEntry.of("disconnected").with(seat).with("close", code));
        }
        seat.leave();
        lane.closed();
        session.closed();
        tell(() -> handler.afterConnectionClosed(session, new org.springframework.web.socket.CloseStatus(code)));
        peerClose.succeeded();
        callback.succeeded();
        Http2Stream.release((WebSocketCoreSession) Objects.requireNonNull(socket));
    }

    /** A call of Spring's handler, which declares Exception and keeps nearly all of them to itself. */
    private interface Call {

        void run() throws Exception;
    }

    private void tell(Call call) {
        try {
            call.run();
        } catch (Exception defect) {
            // Whatever it is, it is this socket's alone: Jetty must not see it, and the client is told that we failed.
            log.error("A socket's message could not be handled", defect);
            Objects.requireNonNull(fanout).end(INTERNAL);
        }
    }
}
