package dev.carillon.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;

import dev.carillon.contract.FrameContract;
import org.junit.jupiter.api.Test;

class CloseReasonTests {

    /** Those that only clients send, or nobody. */
    private static final Set<Integer> NEVER_SENT = Set.of(1003, 1005, 1006);

    /** But for 1013, which a meter counts among the others. */
    @Test
    void knowsThoseThatAreDocumented() {
        var known = IntStream.range(1000, 5000)
                .filter(code -> CloseReason.of(code) != CloseReason.OTHER || code == 1013)
                .boxed()
                .filter(code -> !NEVER_SENT.contains(code));

        assertThat(FrameContract.closeCodes()).containsExactlyInAnyOrderElementsOf(known.toList());
    }
}
