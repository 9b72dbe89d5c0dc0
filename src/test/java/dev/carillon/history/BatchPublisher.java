package dev.carillon.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends several notifications for several streams in one request. */
final class BatchPublisher extends Publisher {

    private static final int MOST = 20;

    private final Rest rest;

    BatchPublisher(String name, List<Stream> streams, History history, long pause, RandomGenerator random, Rest rest) {
        super(name, streams, history, pause, random);
        this.rest = rest;
    }

    @Override
    boolean publish() {
        var attempts = IntStream.rangeClosed(0, random().nextInt(MOST))
                .mapToObj(_ -> attempt(Form.JSON))
                .toList();
        var body = attempts.stream()
                .map(Request::item)
                .collect(Collectors.joining(",", "{\"notifications\":[", "]}"));
        var reply = rest.post("/notifications/batch", body.getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/json");
        boolean acknowledged = true;
        for (int i = 0; i < attempts.size(); i++) {
            acknowledged &= answer(attempts.get(i), i, reply) instanceof Answer.Acknowledged;
        }
        return acknowledged;
    }

    private Answer answer(Attempt attempt, int index, Rest.Reply reply) {
        if (reply instanceof Rest.Reply.Answered(int status, var answer) && status == 200) {
            var result = answer.path("results").path(index);
            return answers().take(answers().of(attempt, result.path("status").asInt(0), result));
        }
        return answers().take(attempt, reply);
    }
}
