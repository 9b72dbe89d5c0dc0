package dev.carillon.presence;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Who is subscribed to a topic: on a node, or on all.
 *
 * @param count of all sessions that are subscribed, those without a name among them
 * @param users how many of them each user has, by name
 */
record Attendance(int count, NavigableMap<String, Integer> users) {

    private static final String NOBODY = "";

    /** Of the lanes of a node. */
    static Attendance of(List<? extends Map<String, Integer>> lanes) {
        var users = Topics.sum(lanes).topics();
        int count = users.values().stream().mapToInt(Integer::intValue).sum();
        users.remove(NOBODY);
        return new Attendance(count, users);
    }

    /** Of several nodes. */
    static Attendance sum(List<Attendance> nodes) {
        return new Attendance(nodes.stream().mapToInt(Attendance::count).sum(),
                Topics.sum(nodes.stream().map(Attendance::users).toList()).topics());
    }

    /** With the first few users. */
    Attendance first(int limit) {
        return new Attendance(count, new Topics(users).after(NOBODY, limit).topics());
    }
}
