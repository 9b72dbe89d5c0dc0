package dev.carillon.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Everyone who publishes. */
final class Publishers {

    private static final int PLAIN = 6;
    private static final int KEYED = 3;
    private static final int BATCH = 1;
    private static final int STOMP = 2;
    /** What a batch holds on average. */
    private static final int BATCH_SIZE = 10;

    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    Publishers(Scene scene, List<Stream> streams) {
        var history = scene.history();
        var topics = streams.stream().filter(Stream::isTopic).toList();
        long pause = TimeUnit.SECONDS.toNanos(PLAIN + KEYED + BATCH + STOMP) / scene.options().rate();
        for (int i = 0; i < PLAIN; i++) {
            publishers.add(new PlainPublisher("plain" + i, streams, history, pause, scene.random().split(),
                    scene.rest()));
        }
        for (int i = 0; i < KEYED; i++) {
            publishers.add(new KeyedPublisher("keyed" + i, streams, history, pause, scene.random().split(),
                    scene.rest()));
        }
        for (int i = 0; i < BATCH; i++) {
            publishers.add(new BatchPublisher("batch" + i, streams, history, pause * BATCH_SIZE,
                    scene.random().split(), scene.rest()));
        }
        for (int i = 0; i < STOMP; i++) {
            publishers.add(new StompPublisher("stomp" + i, topics, history, pause, scene.random().split(),
                    scene.home()));
        }
    }

    void start(Actors actors) {
        publishers.forEach(publisher -> ends.add(actors.start(publisher.name(), publisher)));
    }

    /** Waits until each has the last of its answers. */
    void stop() {
        publishers.forEach(Publisher::stop);
        ends.forEach(Runnable::run);
    }
}
