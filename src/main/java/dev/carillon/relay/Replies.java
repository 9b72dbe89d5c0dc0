package dev.carillon.relay;

import java.util.List;

/**
 * What other nodes answered.
 *
 * @param answers one of each that did
 * @param isPartial whether there is one that did not, or may be
 */
// Arrays as they came; they are read, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Replies(List<byte[]> answers, boolean isPartial) {

    static final Replies NONE = new Replies(List.of(), false);
}
