package dev.carillon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.carillon.access.ClaimsFuzz;
import dev.carillon.destination.DestinationsFuzz;
import dev.carillon.publish.BodiesFuzz;
import dev.carillon.stomp.FramesFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has found to be different is tried again with each build. */
class CorpusTests {

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int INPUTS = 500;

    enum Target {

        FRAMES(FramesFuzz::fuzzerTestOneInput),
        DESTINATIONS(DestinationsFuzz::fuzzerTestOneInput),
        CLAIMS(ClaimsFuzz::fuzzerTestOneInput),
        BODIES(BodiesFuzz::fuzzerTestOneInput);

        private final Consumer<byte[]> run;

        Target(Consumer<byte[]> run) {
            this.run = run;
        }

        List<Path> inputs() throws IOException {
            try (Stream<Path> files = Files.list(CORPUS.resolve(name().toLowerCase(Locale.ROOT)))) {
                return files.sorted().toList();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsForEveryInput(Target target) throws IOException {
        for (var input : target.inputs()) {
            try {
                target.run.accept(Files.readAllBytes(input));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(input.toString(), failure);
            }
        }
    }

    @Test
    void hasManyInputsOfEachKind() throws IOException {
        int all = 0;
        for (var target : Target.values()) {
            assertThat(target.inputs()).as(target.name()).hasSizeGreaterThan(50);
            all += target.inputs().size();
        }
        assertThat(all).isGreaterThanOrEqualTo(INPUTS);
    }
}
