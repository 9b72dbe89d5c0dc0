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
}
