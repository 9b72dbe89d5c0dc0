package dev.carillon.publish;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** How a request is answered. */
enum Answers {

    /** With the outcome of its one notification. */
    ONE {
        @Override
        Answer of(List<Outcome> outcomes) {
            var outcome = outcomes.getFirst();
            return new Answer(Published.status(outcome), JSON.writeValueAsBytes(Published.of(outcome)));
        }
    },

    /** With a list of outcomes, in the order of the request, each with the status that it would have had alone. */
    EACH {
        @Override
        Answer of(List<Outcome> outcomes) {
            var results = outcomes.stream()
                    .map(outcome -> Published.of(outcome).as(Published.status(outcome)))
                    .toList();
            return new Answer(200, JSON.writeValueAsBytes(Map.of("results", results)));
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    abstract Answer of(List<Outcome> outcomes);
}
