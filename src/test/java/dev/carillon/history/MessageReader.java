package dev.carillon.history;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import dev.carillon.StompSocket;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/** Reads a message, and the next one when the socket is asked for it. */
final class MessageReader implements FrameHandler {

    private final Consumer<Input> inputs;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean binary;
    private CoreSession socket;

    MessageReader(Consumer<Input> inputs) {
        this.inputs = inputs;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        socket = opened;
        callback.succeeded();
        socket.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        boolean whole = OpCode.isDataFrame(frame.getOpCode()) && data(frame);
        callback.succeeded();
        if (!whole) {
            socket.demand();
        }
    }

    private boolean data(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            binary = frame.getOpCode() == OpCode.BINARY;
        }
        message.writeBytes(BufferUtil.toArray(frame.getPayload()));
        if (frame.isFin()) {
            var text = message.toString(binary ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            message.reset();
            inputs.accept(text.isBlank()
                    ? new Input.Heartbeat()
                    : new Input.Read(StompSocket.Frame.parse(text, binary)));
        }
        return frame.isFin();
    }

    /** That it is over is told by {@link #onClosed}, which follows. */
    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        inputs.accept(new Input.End(status.getCode(), "" + status.getReason()));
        callback.succeeded();
    }
}
