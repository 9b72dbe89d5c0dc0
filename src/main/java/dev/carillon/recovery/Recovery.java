package dev.carillon.recovery;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.AckMode;
import dev.carillon.fanout.Beginning;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Subscription;
import dev.carillon.fanout.WireFrame;
import dev.carillon.log.Head;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Position;
import dev.carillon.relay.Relay;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Subscribes, and finds where the subscription begins. Thread-safe. */
@Component
public class Recovery {

    private final NotificationLog log;
    private final Relay relay;
    private final LogReaders readers;
    private final RecoveryMeters meters;

    Recovery(NotificationLog log, Relay relay, LogReaders readers, RecoveryMeters meters) {
        this.log = log;
        this.relay = relay;
        this.readers = readers;
        this.meters = meters;
    }

    /**
     * What a client asks for.
     *
     * @param key what it calls the subscription
     * @param id what its MESSAGE frames carry; null in STOMP 1.0, and in event streams
     */
    public record Request(String key, @Nullable String id, Destination destination, AckMode ackMode, Start start) {

        /** Whether what was not acknowledged comes again. */
        boolean redelivers() {
            return destination instanceof UserQueue && ackMode != AckMode.AUTO;
        }
    }

    /**
     * A subscription of which is known where it begins, and that has not begun.
     *
     * @param begun what its client is told
     */
    public record Located(Begun begun, Beginning beginning) {}

    /**
     * Subscribes. What was missed comes first, then what is published: nothing twice, nothing left out, in order. The connection's
     * thread's.
     *
     * @param confirmation the frame that goes before all others, made when it is known where the subscription begins
     * @param refused told where the store does not answer
     */
    public void subscribe(FanoutSession session, Request request, Function<Begun, @Nullable WireFrame> confirmation,
            Consumer<Throwable> refused) {
        session.answerLater(locate(session, request), (located, failure) -> {
            if (located != null) {
                session.begin(confirmation.apply(located.begun()), List.of(located.beginning()));
            } else {
                refused.accept(Objects.requireNonNull(failure));
            }
        });
    }

    /**
     * Subscribes, and finds where the subscription begins, which it does not yet: others may begin with it.
     *
     * @return completed on the lane, or by a reader of the log; exceptionally where the store does not answer
     */
    public CompletableFuture<Located> locate(FanoutSession session, Request request) {
        var located = new CompletableFuture<Located>();
        session.subscribe(request.key(), request.id(), request.destination(), request.ackMode(), subscription -> {
            var ready = relay.ready(request.destination());
            var recent = log.recentHead(request.destination())
                    .filter(head -> !request.start().isBeyond(head.position()));
            if (ready.isDone() && recent.isPresent()) {
                located.complete(located(request, subscription, recent.get()));
            } else {
                var _ = ready.thenRunAsync(() -> read(request, subscription, located), readers);
            }
        });
        return located;
    }

    private void read(Request request, Subscription subscription, CompletableFuture<Located> located) {
        try {
            located.complete(located(request, subscription, head(request)));
        } catch (RuntimeException failure) {
            located.completeExceptionally(failure); // Whatever it is: a client waits for the answer.
        }
    }

    /** A client may have more from another node than this one has heard of. */
    private Head head(Request request) {
        var head = log.head(request.destination());
        return request.start().isBeyond(head.position()) ? log.headInStore(request.destination()) : head;
    }

    private Located located(Request request, Subscription subscription, Head head) {
        var begun = Begun.of(request.start(), head);
        meters.begun(begun, request.start());
        // What was not acknowledged may stand anywhere before the place where others begin.
        long from = request.redelivers() ? Math.min(begun.from(), head.tail()) : begun.from();
        return new Located(begun, new Beginning(subscription, new Position(head.epoch(), from), head.offset(),
                request.redelivers() ? begun.from() : 0));
    }
}
