package dev.carillon.recovery;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.carillon.destination.Destination;
import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.AckMode;
import dev.carillon.fanout.Beginning;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.WireFrame;
import dev.carillon.log.Head;
import dev.carillon.log.NotificationLog;
import dev.carillon.notification.Position;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.relay.Relay;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Subscribes, and finds where the subscription begins. Thread-safe. */
@Component
public class Recovery {

    private static final Logger logger = LoggerFactory.getLogger(Recovery.class);

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
     * Subscribes. What was missed comes first, then what is published: nothing twice, nothing left out, in order.
     *
     * @param confirmation the frame that goes before all others, made when it is known where the subscription begins
     * @param refused told where the store does not answer
     */
    public void subscribe(FanoutSession session, Request request, Function<Begun, @Nullable WireFrame> confirmation,
            Consumer<Problem> refused) {
        locate(session, request, located -> session.begin(confirmation.apply(located.begun()),
                List.of(located.beginning())), refused);
    }

    /**
     * Subscribes, and finds where the subscription begins, which it does not yet: others may begin with it.
     *
     * @param located told on the lane, or by a reader of the log
     * @param refused told where the store does not answer
     */
    public void locate(FanoutSession session, Request request, Consumer<Located> located, Consumer<Problem> refused) {
        session.subscribe(request.key(), request.id(), request.destination(), request.ackMode(), subscription -> {
            Consumer<Head> locate = head -> {
                var begun = Begun.of(request.start(), head);
                meters.begun(begun, request.start());
                // What was not acknowledged may stand anywhere before the place where others begin.
                long from = request.redelivers() ? Math.min(begun.from(), head.tail()) : begun.from();
                located.accept(new Located(begun, new Beginning(subscription, new Position(head.epoch(), from),
                        head.offset(), request.redelivers() ? begun.from() : 0)));
            };
            var ready = relay.ready(request.destination());
            var recent = log.recentHead(request.destination())
                    .filter(head -> !request.start().isBeyond(head.position()));
            if (ready.isDone() && recent.isPresent()) {
                locate.accept(recent.get());
            } else {
                var _ = ready.thenRunAsync(() -> read(request, locate, refused), readers);
            }
        });
    }

    /** A client may have more from another node than this one has heard of. */
    private void read(Request request, Consumer<Head> locate, Consumer<Problem> refused) {
        try {
            var head = log.head(request.destination());
            if (request.start().isBeyond(head.position())) {
                head = log.headInStore(request.destination());
            }
            locate.accept(head);
        } catch (Problem unavailable) {
            refused.accept(unavailable);
        } catch (RuntimeException fault) {
            // Whatever it is: a client waits for the answer.
            logger.error("The head of a stream could not be read", fault);
            refused.accept(new Problem(ProblemCode.INTERNAL, "The subscription failed on our side."));
        }
    }
}
