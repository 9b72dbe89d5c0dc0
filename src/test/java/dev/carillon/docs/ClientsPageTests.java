package dev.carillon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Every block of code of {@code src/docs/clients.md} is a region of a file that {@code dev.carillon.clients} runs. */
class ClientsPageTests {

    private static final Path SOURCES = Path.of("src/examples/clients");
    private static final Pattern REGION = Pattern
            .compile("(?ms)^( *)(?://|#) snippet: ([a-z-]+)\n(.*?)^ *(?://|#) end$");

    /** What stands above a block, and the block. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^<!-- ([\\w./-]+) ([a-z-]+) -->\n```\\w+\n(.*?)^```$");

    private final String page;

    ClientsPageTests() throws IOException {
        this.page = Files.readString(Path.of("src/docs/clients.md"));
    }

    @Test
    void showsWhatIsRun() throws IOException {
        var shown = new TreeMap<String, String>();
        BLOCK.matcher(page)
                .results()
                .forEach(block -> shown.put(block.group(1) + " " + block.group(2), block.group(3)));

        assertThat(shown).isEqualTo(regions());
        assertThat(Pattern.compile("(?m)^```$").matcher(page).results()).as("blocks without a source")
                .hasSize(shown.size());
    }

    @Test
    void namesEveryFolder() throws IOException {
        try (var folders = Files.list(SOURCES)) {
            assertThat(folders.map(folder -> "](../examples/clients/" + folder.getFileName())).allMatch(page::contains);
        }
    }

    private static Map<String, String> regions() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return new TreeMap<>(files.filter(Files::isRegularFile)
                    .flatMap(ClientsPageTests::regions)
                    .collect(Collectors.toMap(List::getFirst, List::getLast)));
        }
    }

    /** Name and text of each region of a file, as far to the left as its marks were. */
    private static Stream<List<String>> regions(Path file) {
        try {
            var name = SOURCES.relativize(file);
            return REGION.matcher(Files.readString(file))
                    .results()
                    .map(region -> List.of(name + " " + region.group(2),
                            region.group(3).replaceAll("(?m)^" + region.group(1), "")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
