package dev.carillon.access;

import java.util.List;
import java.util.Map;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token's {@code carillon} claim allows: {@code {"subscribe":["orders.**"],"publish":["chat.*","user:*"]}}.
 *
 * <p>Empty lists allow nothing: access is granted by a pattern or not at all.
 */
record Capabilities(List<Pattern> subscribe, List<Pattern> publish) {

    static final String CLAIM = "carillon";

    /**
     * Reads the claim.
     *
     * @throws IllegalArgumentException if it is not an object of two lists of patterns
     */
    static Capabilities of(Object claim) {
        if (!(claim instanceof Map<?, ?> lists)) {
            throw new IllegalArgumentException("not an object");
        }
        return of(lists.get("subscribe"), lists.get("publish"));
    }

    /**
     * Reads two lists of patterns.
     *
     * @throws IllegalArgumentException if one is there and is not a list of patterns
     */
    static Capabilities of(@Nullable Object subscribe, @Nullable Object publish) {
        return new Capabilities(patterns(subscribe), patterns(publish));
    }

    boolean maySubscribe(Destination destination) {
        return anyMatches(subscribe, destination);
    }

    boolean mayPublish(Destination destination) {
        return anyMatches(publish, destination);
    }

    private static boolean anyMatches(List<Pattern> patterns, Destination destination) {
        for (var pattern : patterns) {
            if (pattern.matches(destination)) {
                return true;
            }
        }
        return false;
    }

    private static List<Pattern> patterns(@Nullable Object list) {
        return switch (list) {
            case null -> List.of();
            case List<?> entries -> entries.stream().map(Capabilities::pattern).toList();
            default -> throw new IllegalArgumentException("not a list");
        };
    }

    private static Pattern pattern(@Nullable Object entry) {
        if (entry instanceof String text) {
            return Pattern.parse(text);
        }
        throw new IllegalArgumentException("not a text");
    }
}
