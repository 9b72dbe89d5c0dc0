package dev.carillon.destination;

import java.util.List;

/**
 * Selects destinations in token claims and access rules, never in what a client subscribes to.
 *
 * <p>{@code orders.*} selects one more segment, a final {@code **} one or more; {@code user:alice} selects every queue
 * of a user, {@code user:*} those of all users.
 */
public sealed interface Pattern {

    boolean matches(Destination destination);

    /** As {@link #parse} reads it. */
    String text();

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is outside the grammar
     */
    static Pattern parse(String text) {
        if (text.startsWith(OfUsers.PREFIX)) {
            return new OfUsers(text.substring(OfUsers.PREFIX.length()));
        }
        return new OfTopics(List.of(text.split("\\.", -1)));
    }

    /** Topics, segment by segment. */
    record OfTopics(List<String> segments) implements Pattern {

        private static final String ONE = "*";
        private static final String REST = "**";

        public OfTopics {
            for (int i = 0; i < segments.size(); i++) {
                var segment = segments.get(i);
                boolean rest = segment.equals(REST) && i == segments.size() - 1;
                if (!rest && !segment.equals(ONE) && !Segments.isOne(segment)) {
                    throw new IllegalArgumentException("not a topic pattern");
                }
            }
        }

        @Override
        public boolean matches(Destination destination) {
            return destination instanceof Topic topic && matches(topic.topic().split("\\."));
        }

        @Override
        public String text() {
            return String.join(".", segments);
        }

        private boolean matches(String[] topic) {
            boolean open = segments.getLast().equals(REST);
            if (open ? topic.length < segments.size() : topic.length != segments.size()) {
                return false;
            }
            int exact = open ? segments.size() - 1 : segments.size();
            for (int i = 0; i < exact; i++) {
                if (!segments.get(i).equals(ONE) && !segments.get(i).equals(topic[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The queues of one user, or with {@code *} of all. */
    record OfUsers(String user) implements Pattern {

        private static final String PREFIX = "user:";
        private static final String ALL = "*";

        public OfUsers {
            if (!user.equals(ALL) && !UserQueue.isUser(user)) {
                throw new IllegalArgumentException("not a user pattern");
            }
        }

        @Override
        public boolean matches(Destination destination) {
            return destination instanceof UserQueue queue && (user.equals(ALL) || user.equals(queue.user()));
        }

        @Override
        public String text() {
            return PREFIX + user;
        }
    }
}
