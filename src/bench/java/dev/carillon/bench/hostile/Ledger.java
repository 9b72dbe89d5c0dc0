package dev.carillon.bench.hostile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of each abuse: sockets that were opened, deeds, and how it was answered or ended. */
final class Ledger {

    static final String OPENED = "opened";
    static final String DEEDS = "deeds";

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    void count(Abuse abuse, String what) {
        counts.computeIfAbsent(abuse.name(), _ -> new TreeMap<>()).merge(what, 1L, Long::sum);
    }

    /** Those that were not stopped as they should be: an abuse that is something else by mistake would show nothing. */
    List<String> unmet(List<Abuse> abuses) {
        return abuses.stream()
                .filter(abuse -> !abuse.meets().isEmpty())
                .filter(abuse -> !counts.getOrDefault(abuse.name(), Map.of()).containsKey(abuse.meets()))
                .map(abuse -> abuse.name() + " never met " + abuse.meets())
                .toList();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach((abuse, came) -> text.append(abuse).append(' ').append(came).append('\n'));
        return text.toString();
    }
}
