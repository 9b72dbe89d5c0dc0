package dev.carillon.presence;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many subscriptions topics have, by name: of a node, or of all. */
record Topics(NavigableMap<String, Integer> topics) {

    static Topics sum(List<? extends Map<String, Integer>> parts) {
        var sum = new TreeMap<String, Integer>();
        parts.forEach(part -> part.forEach((name, count) -> sum.merge(name, count, Integer::sum)));
        return new Topics(sum);
    }

    /** The first few behind a name: of all nodes together no others can be the first than those of each. */
    Topics after(String name, int limit) {
        var some = new TreeMap<String, Integer>();
        topics.tailMap(name, false)
                .entrySet()
                .stream()
                .limit(limit)
                .forEach(topic -> some.put(topic.getKey(), topic.getValue()));
        return new Topics(some);
    }
}
