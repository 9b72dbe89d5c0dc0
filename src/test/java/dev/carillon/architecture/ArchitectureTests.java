package dev.carillon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTests {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    static List<ArchRule> rules() {
        return ArchitectureRules.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void hidesHalfOfItsTypesOrMore() {
        var types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass()
                        && !type.getSimpleName().equals("package-info"))
                .toList();
        long hidden = types.stream().filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC)).count();

        assertThat((double) hidden / types.size()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void keepsFilesSmall() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var lengths = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(ArchitectureTests::lines)
                    .sorted()
                    .toList();
            assertThat(lengths.getLast()).as("the longest file").isLessThanOrEqualTo(300);
            assertThat(lengths.get(lengths.size() / 2)).as("the median file").isLessThan(60);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
