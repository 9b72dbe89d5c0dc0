package dev.carillon.destination;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/**
 * Where a notification goes. An instance is proof of the grammar: what cannot be parsed never reaches authorization,
 * so no spelling of a wildcard, matrix parameter or percent escape can slip past it.
 */
public sealed interface Destination permits Topic, UserQueue {

    String TOPIC_PREFIX = "/topic/";
    String QUEUE_PREFIX = "/user/queue/";
    String TOPIC_NAME = "topic:";
    String USER_NAME = "user:";
    /** The longest {@link #name()}: of a user with a queue. */
    int MAX_NAME_LENGTH = 330;

    /** The name in REST answers: {@code topic:orders.eu}, {@code user:alice/inbox}. */
    String name();

    /** The destination as its subscribers write it in SUBSCRIBE and read it in MESSAGE. */
    String stompName();

    /** The queue or topic that a SUBSCRIBE or SEND of {@code user} names. */
    static Destination parse(String stompName, String user) {
        if (stompName.startsWith(TOPIC_PREFIX)) {
            return new Topic(stompName.substring(TOPIC_PREFIX.length()));
        }
        if (stompName.startsWith(QUEUE_PREFIX)) {
            return new UserQueue(user, stompName.substring(QUEUE_PREFIX.length()));
        }
        throw new Problem(ProblemCode.DESTINATION_INVALID,
                "A destination is /topic/{topic} or /user/queue/{queue}.", "destination");
    }

    /** The destination of a {@link #name()}; a user alone, {@code user:alice}, is the default queue. */
    static Destination named(String name) {
        if (name.startsWith(TOPIC_NAME)) {
            return new Topic(name.substring(TOPIC_NAME.length()));
        }
        if (name.startsWith(USER_NAME)) {
            var user = name.substring(USER_NAME.length());
            int slash = user.lastIndexOf('/'); // A user may have one in its name, a queue has none.
            return slash < 0
                    ? new UserQueue(user, UserQueue.DEFAULT_QUEUE)
                    : new UserQueue(user.substring(0, slash), user.substring(slash + 1));
        }
        throw new Problem(ProblemCode.DESTINATION_INVALID,
                "A destination is topic:{topic}, user:{user} or user:{user}/{queue}.", "destination");
    }
}
