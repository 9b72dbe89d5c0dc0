package dev.carillon.access;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** The whole of authorization: deny, unless the token or the ownership of a queue allows it. */
public final class AccessPolicy {

    private AccessPolicy() {}

    /** A topic needs a pattern in the token; a queue needs to be the caller's own, and nothing opens another's. */
    public static void requireSubscribe(Caller caller, Destination destination) {
        require(maySubscribe(caller, destination), "The token does not allow subscribing to this destination.");
    }

    /** Whether {@link #requireSubscribe} would let the caller. */
    public static boolean maySubscribe(Caller caller, Destination destination) {
        return switch (destination) {
            case Topic topic -> caller.capabilities().maySubscribe(topic);
            case UserQueue queue -> queue.user().equals(caller.user());
        };
    }

    /** Every destination needs a pattern in the token, one's own queue as well: a reader is not a publisher. */
    public static void requirePublish(Caller caller, Destination destination) {
        require(caller.capabilities().mayPublish(destination),
                "The token does not allow publishing to this destination.");
    }

    /** What became of a notification is for those who may publish where it went, and for the user whose queue that is. */
    public static boolean mayInspect(Caller caller, Destination destination) {
        return caller.capabilities().mayPublish(destination)
                || (destination instanceof UserQueue queue && queue.user().equals(caller.user()));
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new Problem(ProblemCode.DESTINATION_FORBIDDEN, message);
        }
    }
}
