package dev.carillon.history;

/** Reads a stream from its beginning as a subscriber that has missed all of it. */
record Replay(Scene scene, Actors actors) {

    /** What it was given; the checker holds it against pages, where there are any. */
    StoredStream of(Stream stream, Position head) {
        var trace = scene.history().trace("replay", stream, Kind.STEADY);
        var subscriber = new Subscriber(scene.home(), scene.history(), trace, scene.random().split())
                .from(new Position(head.epoch(), 0));
        var end = actors.start(trace.toString(), subscriber);
        scene.awaitOrFind("the replay of " + stream + " ends", () -> subscriber.reached() >= head.offset());
        subscriber.stop();
        end.run();
        return new StoredStream(stream, head.epoch(), head.offset(),
                trace.seen()
                        .stream()
                        .flatMap(step -> step instanceof Seen.Delivered delivered
                                ? java.util.stream.Stream.of(delivered)
                                : java.util.stream.Stream.empty())
                        .toList());
    }
}
