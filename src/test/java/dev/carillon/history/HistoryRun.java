package dev.carillon.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run: load, trouble in the middle of it, quiet, and the reckoning. */
final class HistoryRun {

    private static final Path DIRECTORY = Path.of("target", "history");

    private final Scene scene;
    private final Trouble trouble;
    private final Streams streams = Streams.usual();
    private final Actors actors;

    private HistoryRun(Scene scene, Actors actors) {
        this.scene = scene;
        this.trouble = Trouble.of(scene.options().trouble());
        this.actors = actors;
    }

    /** @throws Impossible where this machine lacks something */
    static Report run(Options options) {
        long begun = System.nanoTime();
        var history = new History();
        var log = log(options);
        try (var store = Store.open(options);
                var service = new ServiceProcess(options.jvm(), store.settings(), log);
                var rest = new Rest(service);
                var actors = new Actors(history)) {
            var run = new HistoryRun(
                    new Scene(options, store, service, rest, history, new SplittableRandom(options.seed())), actors);
            run.readStreams(run.play());
            return Report.of(options, history, Checker.check(history, run.trouble.serviceStays()),
                    System.nanoTime() - begun);
        }
    }

    private static Path log(Options options) {
        try {
            Files.createDirectories(DIRECTORY);
            var log = DIRECTORY.resolve(options.store() + "-" + options.trouble() + ".log");
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each stream ends. */
    private Map<Stream, Position> play() {
        var subscribers = new Subscribers(scene, streams);
        var publishers = new Publishers(scene, streams.all());
        subscribers.start(actors);
        publishers.start(actors);
        for (int i = 0; i < scene.options().cycles(); i++) {
            trouble.happen(scene);
        }
        while (scene.history().acknowledged() < scene.options().notifications()) {
            scene.awaitAcknowledged(1);
        }
        publishers.stop();
        subscribers.calm();
        subscribers.awaitAll(publishOnceMore(streams.all()));
        // Behind these no ACK of before can still be on its way to the store.
        publishOnceMore(streams.topics());
        subscribers.comeBack();
        var heads = publishOnceMore(streams.all());
        subscribers.awaitAll(heads);
        subscribers.stop();
        return heads;
    }

    /** The last of each stream; whoever has got it has got all. */
    private Map<Stream, Position> publishOnceMore(List<Stream> to) {
        var last = new LastWords(scene);
        var heads = new HashMap<Stream, Position>();
        to.forEach(stream -> heads.put(stream, last.publish(stream)));
        return heads;
    }

    /** The stored streams as pages show them; a user's queue as it is replayed. */
    private void readStreams(Map<Stream, Position> heads) {
        var pages = new Pages(scene.rest(), scene.history());
        for (var stream : streams.all()) {
            scene.history()
                    .stored(stream.isTopic()
                            ? pages.whole(stream).orElseThrow()
                            : new Replay(scene, actors).of(stream, heads.get(stream)));
        }
    }
}
