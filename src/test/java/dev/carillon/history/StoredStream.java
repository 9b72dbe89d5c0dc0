package dev.carillon.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the service shows of a stream when all is over.
 *
 * @param entries in the order in which they were read
 */
record StoredStream(Stream stream, String epoch, long head, List<Seen.Delivered> entries) {

    /** Of entries that share an offset, the last. */
    Map<Long, Seen.Delivered> byOffset() {
        var index = new TreeMap<Long, Seen.Delivered>();
        entries.forEach(entry -> index.put(entry.place().offset(), entry));
        return index;
    }
}
