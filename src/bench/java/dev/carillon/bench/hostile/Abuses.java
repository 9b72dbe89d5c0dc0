package dev.carillon.bench.hostile;

import java.util.List;
import java.util.stream.Stream;

/** All there are, by the door that they come through. */
final class Abuses {

    private Abuses() {}

    /** @param kind the beginning of the names of those that are wanted; all where it is empty */
    static List<Abuse> of(String kind) {
        var abuses = Stream.of(HandshakeAbuses.all(), FrameAbuses.all(), StompAbuses.all(), RestAbuses.all())
                .flatMap(List::stream)
                .filter(abuse -> abuse.name().startsWith(kind))
                .toList();
        if (abuses.isEmpty()) {
            throw new IllegalArgumentException("There is no abuse that begins with " + kind);
        }
        return abuses;
    }
}
