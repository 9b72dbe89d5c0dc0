package dev.carillon.history;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run came to: a row of a table, more to say of it, and the findings. */
record Report(String row, List<String> notes, List<Finding> findings) {

    static final String HEADER = """
            | store | trouble | cycles | seed | attempts | acknowledged | unknown | of these stored | deliveries | \
            subscribed anew | recovered | seconds | violations |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final int SHOWN = 10;

    static Report of(Options options, History history, List<Finding> findings, List<String> notes, long nanos) {
        var stored = history.streams()
                .stream()
                .flatMap(stream -> stream.entries().stream())
                .map(Seen.Delivered::body)
                .collect(Collectors.toSet());
        var acknowledged = history.answers()
                .stream()
                .filter(Answer.Acknowledged.class::isInstance)
                .map(answer -> answer.attempt().body())
                .collect(Collectors.toSet());
        var unknown = history.answers()
                .stream()
                .filter(Answer.Unknown.class::isInstance)
                .map(answer -> answer.attempt().body())
                .filter(body -> !acknowledged.contains(body))
                .collect(Collectors.toSet());
        return new Report(java.util.stream.Stream
                .<Object>of(options.store(), options.trouble(), options.cycles(), options.seed(),
                        history.attempts().size(), acknowledged.size(), unknown.size(),
                        unknown.stream().filter(stored::contains).count(),
                        count(history, Seen.Delivered.class::isInstance),
                        count(history, Seen.Subscribed.class::isInstance),
                        count(history, step -> step instanceof Seen.Subscribed it && it.recovered()),
                        Duration.ofNanos(nanos).toSeconds(), findings.size())
                .map(Object::toString)
                .collect(Collectors.joining(" | ", "| ", " |\n")), notes, findings);
    }

    private static long count(History history, Predicate<Seen> wanted) {
        return history.traces().stream().flatMap(trace -> trace.seen().stream()).filter(wanted).count();
    }

    /** Each kind of finding with its number and the first of them. */
    @Override
    public String toString() {
        Map<Finding.Fault, List<Finding>> faults = findings.stream()
                .collect(Collectors.groupingBy(Finding::fault, () -> new EnumMap<>(Finding.Fault.class),
                        Collectors.toList()));
        var text = new StringBuilder(HEADER).append(row);
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        faults.forEach((fault, all) -> {
            text.append('\n').append(all.size()).append(" × ").append(fault).append('\n');
            all.stream().limit(SHOWN).forEach(finding -> text.append("  ").append(finding.what()).append('\n'));
        });
        return text.toString();
    }
}
