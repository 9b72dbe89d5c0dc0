package dev.carillon.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run: load, trouble in the middle of it, quiet, and the reckoning. */
final class HistoryRun {

    private static final int WARM_SECONDS = 20;
    private static final Path DIRECTORY = Path.of("target", "history");

    private final Scene scene;
    private final Trouble trouble;
    private final Streams streams = Streams.usual();
    private final Audience audience;
    private final Optional<PresenceWatch> presence;
    private final Actors actors;

    private HistoryRun(Scene scene, Actors actors) {
        this.scene = scene;
        this.trouble = Trouble.of(scene.options().trouble());
        this.audience = new Audience(scene, streams.attended());
        this.presence = scene.options().cluster().presence()
                ? Optional.of(new PresenceWatch(scene, audience))
                : Optional.empty();
        this.actors = actors;
    }

    /** @throws Impossible where this machine lacks something */
    static Report run(Options options) {
        long begun = System.nanoTime();
        var history = new History();
        try (var backing = Backing.open(options);
                var nodes = Nodes.start(options, backing.settings());
                var actors = new Actors(history)) {
            var scene = new Scene(options, backing, nodes, history, new SplittableRandom(options.seed()));
            var run = new HistoryRun(scene, actors);
            run.readStreams(run.play());
            var findings = Checker.check(history, closed -> run.trouble.excuses(closed, history.spells()));
            return Report.of(options, history, findings, run.notes(), System.nanoTime() - begun);
        }
    }

    /** A new one, for what a process of a run says. */
    static Path file(String name) {
        try {
            Files.createDirectories(DIRECTORY);
            var file = DIRECTORY.resolve(name);
            Files.deleteIfExists(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each stream ends. */
    private Map<Stream, Position> play() {
        var subscribers = new Subscribers(scene, streams, audience);
        var publishers = new Publishers(scene, streams.all());
        subscribers.start(actors);
        publishers.start(actors);
        warmUp();
        presence.ifPresent(watch -> actors.start("presence", watch));
        for (int i = 0; i < scene.options().cycles(); i++) {
            trouble.happen(scene);
            presence.ifPresent(PresenceWatch::awaitSettled);
        }
        while (scene.history().acknowledged() < scene.options().notifications()) {
            scene.awaitAcknowledged(1);
        }
        publishers.stop();
        presence.ifPresent(PresenceWatch::stop);
        subscribers.calm();
        subscribers.awaitAll(publishOnceMore(streams.all(), scene));
        // Behind these no ACK of before can still be on its way to the store, at no node.
        scene.nodes().all().forEach(node -> publishOnceMore(streams.topics(), scene.at(node)));
        subscribers.comeBack();
        var heads = publishOnceMore(streams.all(), scene);
        subscribers.awaitAll(heads);
        subscribers.stop();
        return heads;
    }

    /** Several nodes that have just started wait for one another's compilers: what they answer late is not for any trouble of ours. */
    private void warmUp() {
        if (!scene.options().cluster().isOne()) {
            scene.awaitAcknowledged(WARM_SECONDS * scene.options().rate());
        }
    }

    /** The last of each stream; whoever has got it has got all. */
    private static Map<Stream, Position> publishOnceMore(List<Stream> to, Scene at) {
        var last = new LastWords(at);
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

    /** What there is to say besides the figures. */
    private List<String> notes() {
        var notes = new ArrayList<String>();
        notes.add("troubles: " + scene.history().spells().counts());
        notes.add(scene.history().delays().told(scene.history().spells()));
        notes.add("without a subscription for " + scene.history().absences() + " at most");
        notes.add("nothing acknowledged for " + scene.history().stalls()
                + " at most by a node that nothing had happened to");
        presence.map(PresenceWatch::told).ifPresent(notes::add);
        return notes;
    }
}
