package dev.carillon.load;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the service took of one topic. */
final class Accepted {

    private static final Pattern OFFSET = Pattern.compile("\"offset\":([0-9]+)");

    private final NavigableSet<Long> offsets = new TreeSet<>();
    private long count;

    void add(String answer) {
        count++;
        var offset = OFFSET.matcher(answer);
        if (offset.find()) { // Ephemeral ones have none.
            offsets.add(Long.valueOf(offset.group(1)));
        }
    }

    long count() {
        return count;
    }

    NavigableSet<Long> offsets() {
        return offsets;
    }
}
