package dev.carillon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.carillon.access.ClaimsFuzz;
import dev.carillon.access.TokensFuzz;
import dev.carillon.destination.DestinationsFuzz;
import dev.carillon.publish.BodiesFuzz;
import dev.carillon.publish.RequestsFuzz;
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
        BODIES(BodiesFuzz::fuzzerTestOneInput),
        TOKENS(TokensFuzz::fuzzerTestOneInput),
        REQUESTS(RequestsFuzz::fuzzerTestOneInput);

        /** As a fuzzer calls it. */
        interface Run {

            void of(byte[] input) throws Exception;
        }

        private final Run run;

        Target(Run run) {
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
                target.run.of(Files.readAllBytes(input));
            } catch (Exception | AssertionError failure) {
                // Whatever it is, the input that it came of has to be named.
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
