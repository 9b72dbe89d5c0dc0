package dev.carillon.command;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What became of a notification. */
record PublishAnswer(int status, String body) {

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The result of a call for many that named one destination, as it would have been alone; a refusal of the call stays as it is. */
    PublishAnswer ofOne() {
        if (!isSuccess()) {
            return this;
        }
        try {
            if (JsonMapper.shared().readTree(body).path("results").path(0) instanceof ObjectNode result) {
                int alone = result.path("status").asInt(0);
                result.remove("status");
                return new PublishAnswer(alone, result.toString());
            }
        } catch (JacksonException _) {
            // It is said below.
        }
        throw Refusal.of(status, body);
    }
}
