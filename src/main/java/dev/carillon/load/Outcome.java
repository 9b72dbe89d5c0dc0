package dev.carillon.load;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the service answered to the publishes of one phase of a run. */
final class Outcome implements RestPublisher.Answers {

    private final Map<String, Accepted> topics = new HashMap<>();
    private final Map<Integer, Integer> refusals = new TreeMap<>();
    private long accepted;
    private long last = System.nanoTime();

    @Override
    public void answered(String topic, int status, String answer) {
        if (status / 100 == 2) {
            topics.computeIfAbsent(topic, _ -> new Accepted()).add(answer);
            accepted++;
            last = System.nanoTime();
        } else {
            refusals.merge(status, 1, Integer::sum);
        }
    }

    Accepted of(String topic) {
        return topics.getOrDefault(topic, new Accepted());
    }

    /** On all topics. */
    long accepted() {
        return accepted;
    }

    /** When the last one was. */
    long last() {
        return last;
    }

    /** By status; 0 for no answer. */
    Map<Integer, Integer> refusals() {
        return refusals;
    }
}
