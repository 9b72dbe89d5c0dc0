package dev.carillon.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.carillon.access.TokensFuzz;
import dev.carillon.publish.RequestsFuzz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed tokens and what stands around a payload, as issuers and publishers should not write them. */
class DoorCorpusTests {

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    static List<Path> tokens() throws IOException {
        return inputs("tokens");
    }

    static List<Path> requests() throws IOException {
        return inputs("requests");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void holdsForTokens(Path input) {
        assertThatCode(() -> TokensFuzz.fuzzerTestOneInput(Files.readAllBytes(input))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void holdsForRequests(Path input) {
        assertThatCode(() -> RequestsFuzz.fuzzerTestOneInput(Files.readAllBytes(input))).doesNotThrowAnyException();
    }

    private static List<Path> inputs(String target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            return files.sorted().toList();
        }
    }
}
