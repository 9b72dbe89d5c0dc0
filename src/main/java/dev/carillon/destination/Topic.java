package dev.carillon.destination;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** A name that anyone with the right may subscribe to: segments joined by dots, at most 200 characters. */
public record Topic(String topic) implements Destination {

    static final int MAX_LENGTH = 200;

    public Topic {
        if (topic.length() > MAX_LENGTH || !Segments.areDotted(topic)) {
            throw new Problem(ProblemCode.DESTINATION_INVALID,
                    "A topic is segments of 1 to 64 letters, digits, '_' or '-', joined by '.', at most 200 characters.",
                    "topic");
        }
    }

    @Override
    public String name() {
        return TOPIC_NAME + topic;
    }

    @Override
    public String stompName() {
        return TOPIC_PREFIX + topic;
    }
}
