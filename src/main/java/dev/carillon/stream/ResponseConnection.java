package dev.carillon.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.carillon.fanout.Connection;
import jakarta.servlet.AsyncContext;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an event stream to Jetty's own response, which never blocks, where the servlet's would: in chunks over HTTP/1.1, in a stream
 * of its own over HTTP/2.
 */
final class ResponseConnection implements Connection {

    private static final Logger log = LoggerFactory.getLogger(ResponseConnection.class);

    private final ServletContextRequest request;
    private final Response response;
    private final AsyncContext async;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** The last write. Touched by the lane's thread only. */
    private @Nullable Write write;

    ResponseConnection(AsyncContext async) {
        this.async = async;
        this.request = ServletContextRequest.getServletContextRequest(async.getRequest());
        this.response = request.getServletContextResponse();
    }

    /** Runs when the answer is over, whoever ended it: a stream of HTTP/2 that the client resets Jetty ends by itself. */
    void whenClosed(Runnable closed) {
        Request.addCompletionListener(request, _ -> {
            closing.set(true); // Jetty uses the channel again, for somebody else.
            closed.run();
        });
    }

    /** Jetty keeps the bytes until it has written them, so it gets its own. */
    @Override
    public boolean write(ByteBuffer bytes, Runnable written) {
        var copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        write = new Write(written);
        response.write(false, copy, write);
        return write.isDone();
    }

    /** Ends the answer; one that the client does not take is cut off. */
    @Override
    public void close() {
        close(write != null && !write.done.get());
    }

    /** By another thread, as Jetty tells everyone on the one that ends it, and the lane has other sessions. */
    private void close(boolean abort) {
        if (closing.compareAndSet(false, true)) {
            request.getComponents().getExecutor().execute(() -> {
                if (abort) {
                    request.getServletChannel().abort(new EofException("The client is gone"));
                }
                try {
                    async.complete();
                } catch (IllegalStateException over) {
                    log.trace("Jetty has ended it already", over); // HTTP/2: with the stream that was reset.
                }
            });
        }
    }

    /** A write that may be done before the call that begins it returns: the second of the two goes on. */
    private final class Write implements Callback {

        private final AtomicBoolean second = new AtomicBoolean();
        private final AtomicBoolean done = new AtomicBoolean();
        private final Runnable written;

        Write(Runnable written) {
            this.written = written;
        }

        boolean isDone() {
            return second.getAndSet(true);
        }

        @Override
        public void succeeded() {
            done.set(true);
            if (second.getAndSet(true)) {
                written.run();
            }
        }

        @Override
        public void failed(Throwable cause) {
            close(true);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
