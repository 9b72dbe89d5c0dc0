package dev.carillon.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import dev.carillon.access.Caller;
import dev.carillon.access.RevokedTokens;
import dev.carillon.admission.Seat;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import dev.carillon.fanout.EventStream;
import dev.carillon.fanout.FanoutSession;
import dev.carillon.fanout.Grant;
import dev.carillon.fanout.Lanes;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.problem.ProblemMeter;
import dev.carillon.recovery.Recovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens event streams: each is a session of a lane like any other. Thread-safe. */
@Component
class StreamSessions {

    private static final Logger log = LoggerFactory.getLogger(StreamSessions.class);

    /** Clients of a service that restarts come back over so many milliseconds, and not all at once. */
    private static final long MIN_RETRY = 1_000;
    private static final long MAX_RETRY = 10_000;

    private final Lanes lanes;
    private final RevokedTokens revoked;
    private final Recovery recovery;
    private final StreamMeters meters;
    private final ProblemMeter problems;
    private final StreamSettings settings;
    private final AuditLog audit;

    StreamSessions(Lanes lanes, RevokedTokens revoked, Recovery recovery, StreamMeters meters, ProblemMeter problems,
            StreamSettings settings, AuditLog audit) {
        this.lanes = lanes;
        this.revoked = revoked;
        this.recovery = recovery;
        this.meters = meters;
        this.problems = problems;
        this.settings = settings;
        this.audit = audit;
    }

    void open(StreamRequest request, Caller caller, ResponseConnection connection, Seat seat) {
        var format = request.subscriptions().size() == 1 ? EventStream.OF_ONE : EventStream.OF_SEVERAL;
        var session = lanes.open(connection, format);
        meters.opened();
        var name = "stream-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        seat.named(name);
        audit.write(AuditEntry.of("connected").with(seat).with("token", caller.tokenId()));
        connection.whenClosed(() -> {
            meters.closed(session.isTooSlow());
            audit.write(AuditEntry.of("disconnected").with(seat).with("close", session.closeCode()));
            seat.leave();
            session.closed();
        });
        session.granted(new Grant(caller.user(), caller.tokenId(), caller.sessionEnd(Instant.now())));
        session.connected(name, format, settings.heartbeat(), Duration.ZERO,
                EventStream.retry(ThreadLocalRandom.current().nextLong(MIN_RETRY, MAX_RETRY)));
        subscribe(session, request.subscriptions());
        if (revoked.isRevoked(caller)) {
            session.endNow(ProblemCode.SESSION_REVOKED.closeCode()); // Meanwhile.
        }
    }

    /** They begin together, behind an event that says where: an id is a place in all of them. */
    private void subscribe(FanoutSession session, List<Recovery.Request> requests) {
        var located = requests.stream().map(request -> recovery.locate(session, request)).toList();
        var _ = CompletableFuture.allOf(located.toArray(CompletableFuture<?>[]::new)).whenComplete((_, failure) -> {
            if (failure == null) {
                var subscribed = located.stream().map(CompletableFuture::join).toList();
                session.begin(SubscribedEvent.of(subscribed),
                        subscribed.stream().map(Recovery.Located::beginning).toList());
            } else {
                end(session, failure);
            }
        });
    }

    /** A browser does not come back to an answer that is an error; to a stream that ends it does. */
    private void end(FanoutSession session, Throwable failure) {
        var code = Problem.in(failure).map(Problem::code).orElse(ProblemCode.INTERNAL);
        if (code == ProblemCode.INTERNAL) {
            log.error("An event stream could not begin", failure);
        }
        problems.count(code);
        session.endNow(code.closeCode());
    }
}
