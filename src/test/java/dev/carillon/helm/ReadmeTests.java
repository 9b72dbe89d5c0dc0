package dev.carillon.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/** The chart's README lists what {@code values.yaml} has, in its words. */
class ReadmeTests {

    private static final Path WANTED = Path.of("target", "helm", "README.md");

    @Test
    void listsEveryValue() throws IOException {
        var readme = Chart.read("README.md");
        var wanted = readme.substring(0, readme.indexOf(ValuesTable.HEAD)) + ValuesTable.markdown();
        Files.createDirectories(WANTED.getParent());
        Files.writeString(WANTED, wanted);

        assertThat(readme).as("the table at its end; %s has what it should be", WANTED).isEqualTo(wanted);
    }

    @Test
    void everyValueIsExplained() {
        assertThat(ValuesTable.values()).filteredOn(value -> !value.fallback().isEmpty())
                .hasSizeGreaterThan(100)
                .allSatisfy(value -> assertThat(value.comment()).as(value.path()).isNotEmpty());
    }
}
