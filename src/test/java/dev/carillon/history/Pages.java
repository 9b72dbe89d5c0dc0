package dev.carillon.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.carillon.history.Finding.Fault;

/** Reads stored streams over REST. */
record Pages(Rest rest, History history) {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int LARGE = 500;

    /** What comes after that offset, at most so many; nothing where the service is not there. */
    Optional<StoredStream> page(Stream stream, long after, int limit) {
        var path = stream.pagePath() + "after=" + after + "&limit=" + limit;
        if (!(rest.get(path, stream.owner()) instanceof Rest.Reply.Answered(int status, var body))) {
            return Optional.empty();
        }
        if (status != OK) {
            if (status != UNAVAILABLE) {
                history.finding(Fault.UNEXPECTED, path + " was answered " + status + " " + body);
            }
            return Optional.empty();
        }
        var epoch = body.path("epoch").asString("").intern();
        var entries = new ArrayList<Seen.Delivered>();
        body.path("notifications")
                .forEach(entry -> entries.add(history.delivered(Answers.place(entry, epoch), Form.read(entry))));
        return Optional.of(new StoredStream(stream, epoch, body.path("head").asLong(-1), entries));
    }

    /** All of it, which nobody publishes to any more. */
    Optional<StoredStream> whole(Stream stream) {
        var entries = new ArrayList<Seen.Delivered>();
        while (true) {
            var page = page(stream, entries.isEmpty() ? 0 : entries.getLast().place().offset(), LARGE);
            if (page.isEmpty() || page.get().entries().isEmpty()) {
                return page.map(last -> new StoredStream(stream, last.epoch(), last.head(), List.copyOf(entries)));
            }
            entries.addAll(page.get().entries());
        }
    }
}
