package dev.carillon.stream;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.carillon.access.AccessPolicy;
import dev.carillon.access.Caller;
import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.fanout.AckMode;
import dev.carillon.fanout.EventId;
import dev.carillon.notification.Position;
import dev.carillon.problem.Limit;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import dev.carillon.publish.QueryParameters;
import dev.carillon.recovery.Recovery;
import dev.carillon.recovery.Start;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the client of an event stream asks for, and may have.
 *
 * @param subscriptions one for each destination, the topics first
 */
record StreamRequest(List<Recovery.Request> subscriptions) {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<String> QUERY = Set.of("topic", "queue");

    /** @throws Problem if it names too many or too few destinations, or one that is not the caller's to read */
    static StreamRequest read(HttpServletRequest request, Caller caller, int maxDestinations) {
        var query = new QueryParameters(request, Set.of(), QUERY);
        var destinations = new LinkedHashSet<Destination>();
        query.all("topic").forEach(topic -> destinations.add(new Topic(topic)));
        query.all("queue").forEach(queue -> {
            caller.requireUser();
            destinations.add(new UserQueue(caller.user(), queue));
        });
        if (destinations.isEmpty()) {
            throw new Problem(ProblemCode.REQUEST_INVALID, "A stream needs a topic or a queue.", "topic");
        }
        if (destinations.size() > maxDestinations) {
            throw new Problem(ProblemCode.LIMIT_EXCEEDED, "A stream has " + maxDestinations + " destinations at most.",
                    "topic", Limit.SUBSCRIPTIONS);
        }
        destinations.forEach(destination -> AccessPolicy.requireSubscribe(caller, destination));
        var start = start(request.getHeader(LAST_EVENT_ID));
        return new StreamRequest(destinations.stream()
                .map(destination -> new Recovery.Request(destination.name(), null, destination, AckMode.AUTO,
                        start.apply(destination)))
                .toList());
    }

    /** A destination that the client did not have before begins now; with an id that is none of ours nothing is known of any. */
    private static Function<Destination, Start> start(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return _ -> new Start.Live();
        }
        return EventId.parse(lastEventId)
                .<Function<Destination, Start>>map(id -> destination -> id.position(destination)
                        .<Start>map(Start.After::new)
                        .orElseGet(Start.Live::new))
                .orElse(_ -> new Start.After(Position.UNKNOWN));
    }
}
