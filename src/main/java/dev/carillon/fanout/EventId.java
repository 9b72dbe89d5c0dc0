package dev.carillon.fanout;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import dev.carillon.destination.Destination;
import dev.carillon.notification.Position;

/**
 * How far a client has read the destinations of its event stream, as its {@code Last-Event-ID} says.
 *
 * <p>An entry {@code tag-epoch-offset} for each of them, joined by dots. The tag is the CRC-32 of the destination's name: a
 * client that comes back for others as well, or in another order, goes on with those that it had.
 */
public final class EventId {

    public static final String SEPARATOR = ".";

    /** The longest that is looked at (CWE-400): more than that of a hundred destinations. */
    public static final int MAX_LENGTH = 4096;

    private static final Pattern ENTRY = Pattern.compile("([0-9a-z]{1,7})-([0-9a-z]{1,12})-([0-9]{1,18})");

    private final Map<String, Position> positions;

    private EventId(Map<String, Position> positions) {
        this.positions = positions;
    }

    /** What an id says of one destination. */
    public static String entry(Destination destination, Position position) {
        return tag(destination) + '-' + position.epochText() + '-' + position.offset();
    }

    /** The id that a client brings back; empty where it is none of ours. */
    public static Optional<EventId> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var positions = new HashMap<String, Position>();
        for (var entry : text.split(Pattern.quote(SEPARATOR), -1)) {
            var parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                return Optional.empty();
            }
            positions.put(parts.group(1),
                    new Position(Position.epoch(parts.group(2)), Long.parseLong(parts.group(3))));
        }
        return Optional.of(new EventId(positions));
    }

    /** How far it has read a destination; empty where it did not read it. */
    public Optional<Position> position(Destination destination) {
        return Optional.ofNullable(positions.get(tag(destination)));
    }

    private static String tag(Destination destination) {
        var checksum = new CRC32();
        checksum.update(destination.name().getBytes(StandardCharsets.UTF_8));
        return Long.toString(checksum.getValue(), Character.MAX_RADIX);
    }
}
