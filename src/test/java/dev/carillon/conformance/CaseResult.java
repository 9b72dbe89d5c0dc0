package dev.carillon.conformance;

import tools.jackson.databind.JsonNode;

/**
 * What the suite found in one case.
 *
 * @param behavior its verdict: OK, NON-STRICT, INFORMATIONAL, UNIMPLEMENTED, FAILED
 * @param close its verdict on how the connection ended, with UNCLEAN, WRONG CODE and others besides
 */
record CaseResult(String id, String behavior, String close) {

    static CaseResult of(String id, JsonNode result) {
        return new CaseResult(id, result.get("behavior").stringValue(), result.get("behaviorClose").stringValue());
    }

    /** The number before the first dot. */
    int group() {
        return Integer.parseInt(id.substring(0, id.indexOf('.')));
    }
}
