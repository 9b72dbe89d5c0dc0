package dev.carillon.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of {@code src/docs/conformance.md}. */
record Summary(List<CaseResult> results) {

    private static final List<String> BEHAVIORS = List.of("OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED",
            "FAILED");

    private static final Map<Integer, String> GROUPS = Map.of(1, "framing", 2, "pings and pongs", 3, "reserved bits", 4,
            "opcodes", 5, "fragmentation", 6, "UTF-8", 7, "closing", 9, "sizes and speed", 10,
            "automatic fragmentation");

    String table() {
        var groups = results.stream()
                .collect(Collectors.groupingBy(CaseResult::group, TreeMap::new,
                        Collectors.toList()));
        return "| cases | " + String.join(" | ", BEHAVIORS) + " |\n|---|" + "---:|".repeat(BEHAVIORS.size()) + "\n"
                + groups.entrySet()
                        .stream()
                        .map(group -> row(group.getKey() + ".* " + GROUPS.get(group.getKey()), group.getValue()))
                        .collect(Collectors.joining())
                + row("all", results) + "\nNon-strict: " + ids("NON-STRICT") + "; ended uncleanly: " + unclean() + "\n";
    }

    private static String row(String name, List<CaseResult> results) {
        return BEHAVIORS.stream()
                .map(behavior -> " " + results.stream().filter(result -> result.behavior().equals(behavior)).count())
                .collect(Collectors.joining(" |", "| " + name + " |", " |\n"));
    }

    private String ids(String behavior) {
        return results.stream()
                .filter(result -> result.behavior().equals(behavior))
                .map(CaseResult::id)
                .collect(Collectors.joining(", "));
    }

    private String unclean() {
        return results.stream()
                .filter(result -> result.close().equals("UNCLEAN"))
                .map(CaseResult::id)
                .collect(Collectors.joining(", "));
    }
}
