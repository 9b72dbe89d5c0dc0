package dev.carillon.relay;

import java.util.Map;

/**
 * What other nodes answered.
 *
 * @param answers by node, of those that did
 * @param isPartial whether there is one that did not, or may be
 */
public record Replies(Map<String, byte[]> answers, boolean isPartial) {

    static final Replies NONE = new Replies(Map.of(), false);
}
