package dev.carillon.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of a Markdown page. */
public record Page(List<String> lines) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    public static Page read(String path) throws IOException {
        return new Page(Files.readAllLines(Path.of(path)));
    }

    /** The rows of the table with this head, cell by cell. */
    public List<List<String>> table(String... head) {
        int start = lines.indexOf("| " + String.join(" | ", head) + " |");
        if (start < 0) {
            throw new AssertionError("no table " + Arrays.toString(head));
        }
        return lines.stream()
                .skip(start + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
                .toList();
    }

    /** Everything set in code in the first column. */
    public List<String> names(String... head) {
        return table(head).stream()
                .flatMap(row -> CODE.matcher(row.getFirst()).results().map((MatchResult name) -> name.group(1)))
                .toList();
    }

    /** The only block of code in this language. */
    public String block(String language) {
        int start = lines.indexOf("```" + language);
        if (start < 0 || start != lines.lastIndexOf("```" + language)) {
            throw new AssertionError("not one block of " + language);
        }
        return String.join("\n", lines.stream().skip(start + 1L).takeWhile(line -> !line.equals("```")).toList())
                + "\n";
    }
}
