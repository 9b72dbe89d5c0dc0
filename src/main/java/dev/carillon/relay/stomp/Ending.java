package dev.carillon.relay.stomp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;

/** How a link ends, which happens once: it is closed, or it is lost to whichever of the many signs comes first. Thread-safe. */
final class Ending extends StompSessionHandlerAdapter {

    private static final Logger logger = LoggerFactory.getLogger(Ending.class);

    private static final int PATIENCE_SECONDS = 5;
    /** What RabbitMQ says, and does not close, when it has a message for a subscription that has just ended. */
    private static final String TOO_LATE = "Subscription not found";

    private final CompletableFuture<String> end = new CompletableFuture<>();

    /** @param shutdown ends whatever the link holds */
    Ending(Runnable shutdown) {
        var _ = end.whenComplete((_, _) -> shutdown.run());
    }

    boolean isOpen() {
        return !end.isDone();
    }

    /** Nobody is told. */
    void close() {
        end.complete("closed");
    }

    void onLoss(Consumer<Throwable> told) {
        var _ = end.whenComplete((_, failure) -> {
            if (failure != null) {
                told.accept(failure);
            }
        });
    }

    /** Waits for what the broker answers, a bounded time, and not beyond the end. */
    <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            var _ = CompletableFuture.anyOf(answer, end).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.join();
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (TimeoutException _) {
            throw new IOException("The broker has not answered for " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void handleTransportError(StompSession session, Throwable failure) {
        end.completeExceptionally(failure);
    }

    /** An ERROR, after which the broker closes (STOMP 1.2, "ERROR"). Its body is not told: it may quote what was sent. */
    @Override
    public void handleFrame(StompHeaders headers, @Nullable Object payload) {
        var message = headers.getFirst("message");
        if (!TOO_LATE.equals(message)) {
            end.completeExceptionally(new IOException("The broker says: " + message));
        }
    }

    @Override
    public Type getPayloadType(StompHeaders headers) {
        return byte[].class;
    }

    /** One message is lost then, which is read from the log; the others must not be. */
    @Override
    public void handleException(StompSession session, @Nullable StompCommand command, StompHeaders headers,
            byte[] payload, Throwable fault) {
        logger.error("A frame of the broker could not be taken in", fault);
    }
}
