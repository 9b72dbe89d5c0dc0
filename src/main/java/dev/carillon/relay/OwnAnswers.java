package dev.carillon.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.springframework.stereotype.Component;

/** What this node answers, to others and to itself. Thread-safe. */
@Component
class OwnAnswers {

    private final Map<String, Answers> byKind = new HashMap<>();

    OwnAnswers(List<Answers> all) {
        all.forEach(answers -> answers.kinds().forEach(kind -> byKind.put(kind, answers)));
    }

    /** Exceptionally where nobody here knows the kind, as of a question of a later version. */
    CompletableFuture<byte[]> answer(Question question) {
        var answers = byKind.get(question.kind());
        return answers == null
                ? CompletableFuture.failedFuture(new IllegalArgumentException("not known: " + question.kind()))
                : answers.answer(question);
    }
}
