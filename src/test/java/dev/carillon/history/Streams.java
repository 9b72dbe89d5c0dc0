package dev.carillon.history;

import java.util.List;

/**
 * All that is published to.
 *
 * @param attended the topic whose subscribers are known one by one
 */
record Streams(List<Stream> topics, Stream attended, List<Stream> queues, List<Stream> acknowledgedQueues) {

    static Streams usual() {
        return new Streams(
                List.of(Stream.topic("history"), Stream.topic("history.a"), Stream.topic("history.b"),
                        Stream.topic("history.b.c-1"), Stream.topic("d_2")),
                Stream.topic("attended"),
                List.of(Stream.queue("alice", "inbox"), Stream.queue("bob@example.com", "alerts")),
                List.of(Stream.queue("carol", "inbox"), Stream.queue("carol", "work")));
    }

    List<Stream> all() {
        return java.util.stream.Stream.of(topics, List.of(attended), queues, acknowledgedQueues)
                .flatMap(List::stream)
                .toList();
    }
}
