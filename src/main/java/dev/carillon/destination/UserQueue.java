package dev.carillon.destination;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** One queue of one user; only that user can subscribe to it, because the name a client writes holds no user. */
public record UserQueue(String user, String queue) implements Destination {

    public static final String DEFAULT_QUEUE = "inbox";

    public UserQueue {
        if (!isUser(user)) {
            throw new Problem(ProblemCode.DESTINATION_INVALID,
                    "A user is 1 to 255 characters without control characters.", "user");
        }
        if (!Segments.isOne(queue)) {
            throw new Problem(ProblemCode.DESTINATION_INVALID,
                    "A queue is 1 to 64 letters, digits, '_' or '-'.", "queue");
        }
    }

    /**
     * Whether a text can be a user: a JWT {@code sub} of 1 to 255 characters, no control characters. Not {@code *}: an issuer
     * that grants {@code "user:" + sub} would grant everybody's queues.
     */
    public static boolean isUser(String text) {
        return !text.equals("*") && PlainText.isPlain(text);
    }

    @Override
    public String name() {
        return USER_NAME + user + "/" + queue;
    }

    @Override
    public String stompName() {
        return QUEUE_PREFIX + queue;
    }
}
