package dev.carillon.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An attempt, with all the answers that it got. */
record Outcome(Attempt attempt, List<Answer> answers) {

    Outcome(Attempt attempt) {
        this(attempt, new ArrayList<>());
    }

    List<Answer.Acknowledged> acknowledged() {
        return answers.stream()
                .flatMap(answer -> answer instanceof Answer.Acknowledged yes ? Stream.of(yes) : Stream.empty())
                .toList();
    }

    /** One without an answer may: its publisher was stopped in the middle. */
    boolean mayBeStored() {
        return answers.isEmpty() || answers.stream().anyMatch(answer -> !(answer instanceof Answer.Refused));
    }
}
