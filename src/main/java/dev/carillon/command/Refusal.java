package dev.carillon.command;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer that is no success: a problem detail of ours (RFC 9457), or whatever stands in between. */
final class Refusal {

    private Refusal() {}

    static Failure of(int status, String body) {
        return new Failure(ExitStatus.ofHttp(status), status + " " + reason(body));
    }

    private static String reason(String body) {
        try {
            var problem = JsonMapper.shared().readTree(body);
            if (problem.path("code").isString()) {
                return problem.path("code").asString() + part(": ", problem.path("detail"), "")
                        + part(" (", problem.path("field"), ")");
            }
        } catch (JacksonException _) {
            // It is said below.
        }
        return "without a code: is this address a Carillon's?";
    }

    private static String part(String before, JsonNode text, String behind) {
        return text.asString("").isEmpty() ? "" : before + text.asString() + behind;
    }
}
