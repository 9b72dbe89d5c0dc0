package dev.carillon.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everyone who reads. */
final class Subscribers {

    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<AcknowledgingSubscriber> acknowledging = new ArrayList<>();
    private final List<PageReader> readers = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final Visitors visitors;
    private final Scene scene;

    Subscribers(Scene scene, Streams streams, Audience audience) {
        this.scene = scene;
        for (var stream : streams.topics()) {
            List.of(Kind.STEADY, Kind.STEADY, Kind.RESTLESS, Kind.SLOW).forEach(kind -> add(stream, kind));
            readers.add(new PageReader(new Pages(scene.rest(), scene.history()), trace(stream, Kind.PAGING),
                    scene.random().split()));
        }
        for (var stream : streams.queues()) {
            List.of(Kind.STEADY, Kind.RESTLESS).forEach(kind -> add(stream, kind));
        }
        for (var stream : streams.acknowledgedQueues()) {
            acknowledging.add(new AcknowledgingSubscriber(scene.home(), scene.history(),
                    trace(stream, Kind.ACKNOWLEDGING), scene.random().split()));
        }
        subscribers.addAll(acknowledging);
        subscribers.addAll(audience.attendants());
        visitors = new Visitors(scene, streams.topics());
    }

    private void add(Stream stream, Kind kind) {
        subscribers.add(new Subscriber(scene.home(), scene.history(), trace(stream, kind), scene.random().split()));
    }

    private Trace trace(Stream stream, Kind kind) {
        return scene.history().trace(kind.name().toLowerCase(Locale.ROOT), stream, kind);
    }

    void start(Actors actors) {
        subscribers.forEach(subscriber -> ends.add(actors.start(subscriber.trace().toString(), subscriber)));
        readers.forEach(reader -> ends.add(actors.start("paging of " + reader.stream(), reader)));
        ends.add(actors.start("visitors", visitors));
    }

    /** When nothing is published any more: whoever left or dawdled does so no longer. */
    void calm() {
        visitors.stop();
        subscribers.forEach(Subscriber::calm);
    }

    /** Waits until everyone has got everything. Who has not when patience ends is found by the checker. */
    void awaitAll(Map<Stream, Position> heads) {
        scene.awaitOrFind("all subscribers reach the head", () -> subscribers.stream()
                .allMatch(subscriber -> subscriber.reached() >= heads.get(subscriber.trace().stream()).offset())
                && readers.stream().allMatch(reader -> reader.reached() >= heads.get(reader.stream()).offset())
                && acknowledging.stream().allMatch(AcknowledgingSubscriber::isSettled));
    }

    /** Those who have acknowledged everything come back, and get nothing of it. */
    void comeBack() {
        acknowledging.forEach(Subscriber::leave);
    }

    void stop() {
        subscribers.forEach(Subscriber::stop);
        readers.forEach(PageReader::stop);
        ends.forEach(Runnable::run);
    }
}
