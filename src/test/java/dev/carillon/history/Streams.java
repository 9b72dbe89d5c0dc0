package dev.carillon.history;

import java.util.List;

/** All that is published to. */
record Streams(List<Stream> topics, List<Stream> queues, List<Stream> acknowledgedQueues) {

    static Streams usual() {
        return new Streams(
                List.of(Stream.topic("history"), Stream.topic("history.a"), Stream.topic("history.b"),
                        Stream.topic("history.b.c-1"), Stream.topic("d_2")),
                List.of(Stream.queue("alice", "inbox"), Stream.queue("bob@example.com", "alerts")),
                List.of(Stream.queue("carol", "inbox"), Stream.queue("carol", "work")));
    }

    List<Stream> all() {
        return java.util.stream.Stream.of(topics, queues, acknowledgedQueues).flatMap(List::stream).toList();
    }
}
