package dev.carillon.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The values of the chart with their defaults and the comments above them, as a table of Markdown. */
final class ValuesTable {

    static final String HEAD = "| value | default | meaning |\n|---|---|---|\n";

    private static final Pattern LINE = Pattern.compile("( *)(\\w+):(.*)");

    /** What is above a value, and where it says nothing what is above the groups that it is in. */
    record Value(String path, String fallback, String comment) {}

    private ValuesTable() {}

    static List<Value> values() {
        var values = new ArrayList<Value>();
        var path = new ArrayList<String>();
        var comment = new StringBuilder();
        boolean example = false;
        for (var line : Chart.read("values.yaml").lines().toList()) {
            var value = LINE.matcher(line);
            if (line.isBlank()) {
                comment.setLength(0);
                example = false;
            } else if (line.strip().equals("#")) {
                example = true; // What follows is to be copied, no sentence of a table.
            } else if (line.strip().startsWith("#")) {
                if (!example) {
                    comment.append(line.strip().substring(1));
                }
            } else if (value.matches()) {
                while (path.size() > value.group(1).length() / 2) {
                    path.removeLast();
                }
                path.add(value.group(2));
                values.add(new Value(String.join(".", path), value.group(3).strip(), comment.toString().strip()));
                comment.setLength(0);
                example = false;
            } else {
                throw new AssertionError("neither a value nor a comment: " + line);
            }
        }
        return values;
    }

    static String markdown() {
        var table = new StringBuilder(HEAD);
        for (var value : values()) {
            if (!value.fallback().isEmpty() || !value.comment().isEmpty()) {
                table.append("| `%s` | %s | %s |%n".formatted(value.path(),
                        value.fallback().isEmpty() ? "" : "`" + value.fallback() + "`",
                        value.comment().replace("|", "\\|")));
            }
        }
        return table.toString();
    }
}
