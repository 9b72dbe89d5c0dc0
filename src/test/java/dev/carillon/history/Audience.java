package dev.carillon.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Those who are subscribed to one topic, each known by name: what the service is to answer when it is asked. Thread-safe. */
final class Audience {

    /** Each with as many sessions as stand here. */
    private static final Map<String, Integer> USERS = new TreeMap<>(
            Map.of("dora", 1, "emil@example.com", 2, "fritz", 3));

    private final Stream topic;
    private final List<Attendant> attendants = new ArrayList<>();
    private final Map<Attendant, Node> present = new HashMap<>();
    private long changed = System.nanoTime();

    Audience(Scene scene, Stream topic) {
        this.topic = topic;
        USERS.forEach((user, sessions) -> {
            for (int i = 1; i <= sessions; i++) {
                var trace = scene.history().trace(user + i, topic, Kind.STEADY);
                attendants.add(new Attendant(scene.home(), scene.history(), trace, scene.random().split(), this, user));
            }
        });
    }

    Stream topic() {
        return topic;
    }

    List<Attendant> attendants() {
        return attendants;
    }

    /** One after the other. */
    String user(int turn) {
        return attendants.get(turn % attendants.size()).user();
    }

    synchronized void arriving() {
        changed = System.nanoTime();
    }

    synchronized void arrived(Attendant attendant, Node node) {
        present.put(attendant, node);
        changed = System.nanoTime();
    }

    synchronized void departed(Attendant attendant) {
        if (present.remove(attendant) != null) {
            changed = System.nanoTime();
        }
    }

    /** When somebody last came or went. */
    synchronized long changed() {
        return changed;
    }

    /** By user, the nodes of their sessions, of those nodes. */
    synchronized Map<String, List<String>> at(Collection<Node> nodes) {
        return present.entrySet()
                .stream()
                .filter(entry -> nodes.contains(entry.getValue()))
                .collect(Collectors.groupingBy(entry -> entry.getKey().user(),
                        Collectors.mapping(entry -> entry.getValue().name(), Collectors.toList())));
    }
}
