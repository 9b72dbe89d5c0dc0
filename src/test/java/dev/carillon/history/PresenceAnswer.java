package dev.carillon.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** What a node says of who is here, held against what is known. Each answer is right where nothing is said of it. */
final class PresenceAnswer {

    private PresenceAnswer() {}

    /**
     * Of a topic's subscribers.
     *
     * @param known by user, the nodes of their sessions
     * @param partialWillDo whether the node may say that it did not hear from all
     */
    static String wrong(JsonNode answer, Map<String, List<String>> known, boolean partialWillDo) {
        var told = new TreeMap<String, Integer>();
        answer.path("users")
                .forEach(user -> told.merge(user.path("user").asString(""), user.path("sessions").asInt(0),
                        Integer::sum));
        var sessions = known.entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, user -> user.getValue().size(), Integer::sum,
                        TreeMap::new));
        if (answer.path("partial").asBoolean(false)) {
            return partialWillDo ? "" : "is partial: " + answer;
        }
        int count = sessions.values().stream().mapToInt(Integer::intValue).sum();
        return told.equals(sessions) && answer.path("count").asInt(-1) == count
                ? ""
                : "tells of " + answer + " where " + sessions + " are subscribed";
    }

    /** Of one user's sessions. */
    static String wrong(JsonNode answer, String user, List<String> known, boolean partialWillDo) {
        if (answer.path("partial").asBoolean(false)) {
            return partialWillDo ? "" : "is partial: " + answer;
        }
        var sessions = answer.path("sessions");
        long nodes = sessions.valueStream().map(session -> session.path("node").asString("")).distinct().count();
        return sessions.size() == known.size() && nodes == known.stream().distinct().count()
                ? ""
                : "tells of " + answer + " where " + user + " has sessions at " + known;
    }
}
