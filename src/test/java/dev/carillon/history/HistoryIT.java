package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.carillon.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few kills in every build. Longer runs, and other troubles, are in the page on guarantees. */
class HistoryIT {

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatIsPromisedIsKept(String store) {
        try {
            var report = HistoryRun.run(Options.brief(store));
            System.out.println(report);
            assertThat(report.findings()).as(report.toString()).isEmpty();
        } catch (Impossible reason) {
            abort(Machine.skipped("history on " + store, reason.getMessage()));
        }
    }
}
