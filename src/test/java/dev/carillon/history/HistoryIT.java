package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.carillon.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few kills, and each fault of a cluster once, in every build. Longer runs, and other troubles, are in the page on guarantees. */
class HistoryIT {

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void whatIsPromisedIsKept(String store) {
        run("history on " + store, Options.brief(store));
    }

    @Test
    void threeNodesKeepItTogether() {
        run("history on three nodes", Options.briefCluster());
    }

    private static void run(String name, Options options) {
        try {
            var report = HistoryRun.run(options);
            System.out.println(report);
            assertThat(report.findings()).as(report.toString()).isEmpty();
        } catch (Impossible reason) {
            abort(Machine.skipped(name, reason.getMessage()));
        }
    }
}
