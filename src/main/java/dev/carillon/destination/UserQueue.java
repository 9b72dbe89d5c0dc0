package dev.carillon.destination;

import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;

/** One queue of one user; only that user can subscribe to it, because the name a client writes holds no user. */
public record UserQueue(String user, String queue) implements Destination {

    public static final String DEFAULT_QUEUE = "inbox";

    static final int MAX_USER_LENGTH = 255;

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
     * that grants {@code "user:" + sub} would grant everybody's queues. Nor half of a surrogate pair: UTF-8 has none, so a
     * database would keep another name (CWE-176).
     */
    public static boolean isUser(String text) {
        return !text.isEmpty() && !text.equals("*") && text.length() <= MAX_USER_LENGTH
                && text.codePoints().noneMatch(UserQueue::isUnprintable);
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
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
