package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** {@code src/docs/security.md} names tests that there are. */
class SecurityPageTests {

    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:\\.(\\w+))?`");

    @Test
    void namesTestsThatThereAre() throws IOException {
        var sources = sources();
        var rows = Page.read("src/docs/security.md")
                .table("who", "through which door", "might", "is stopped by", "shown by");
        for (var row : rows) {
            var tests = TEST.matcher(row.get(4)).results().toList();
            assertThat(tests).as(row.toString()).isNotEmpty();
            for (var test : tests) {
                assertThat(sources).containsKey(test.group(1) + ".java");
                if (test.group(2) != null) {
                    assertThat(sources.get(test.group(1) + ".java")).contains("void " + test.group(2) + "(");
                }
            }
        }
    }

    private static Map<String, String> sources() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Tests.java"))
                    .collect(Collectors.toMap(file -> file.getFileName().toString(),
                            SecurityPageTests::read, (first, _) -> first));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
