package dev.carillon.history;

import dev.carillon.history.Finding.Fault;
import tools.jackson.databind.JsonNode;

/** Reads replies as answers to attempts, and takes those down. */
record Answers(History history) {

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    Answer take(Attempt attempt, Rest.Reply reply) {
        return take(switch (reply) {
            case Rest.Reply.NotSent(var reason) -> new Answer.Refused(attempt, reason);
            case Rest.Reply.Broken(var reason) -> new Answer.Unknown(attempt, reason);
            case Rest.Reply.Answered(int status, var body) -> of(attempt, status, body);
        });
    }

    Answer take(Answer answer) {
        history.answer(answer);
        return answer;
    }

    /** One result, of a request of its own or of a batch. */
    Answer of(Attempt attempt, int status, JsonNode body) {
        return switch (status) {
            case CREATED -> acknowledged(attempt, body);
            case UNAVAILABLE, CONFLICT -> new Answer.Unknown(attempt, status + " " + body.path("code").asString(""));
            default -> {
                history.finding(Fault.UNEXPECTED, attempt + " was answered " + status + " " + body);
                yield new Answer.Unknown(attempt, "" + status);
            }
        };
    }

    private Answer acknowledged(Attempt attempt, JsonNode body) {
        long at = System.nanoTime();
        if (!body.path("destination").asString("").equals(attempt.stream().name())) {
            history.finding(Fault.CONTRADICTION, attempt + " was acknowledged for another destination: " + body);
        }
        return new Answer.Acknowledged(attempt, place(body, body.path("epoch").asString("")), at);
    }

    /** Of an answer, or of an entry of a page. */
    static Place place(JsonNode notification, String epoch) {
        return new Place(notification.path("id").asString(""), epoch, notification.path("offset").asLong(0));
    }
}
