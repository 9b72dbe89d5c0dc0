package dev.carillon.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import dev.carillon.history.Seen.Closed;
import org.junit.jupiter.api.Test;

/** Which sockets may be closed, of which node, and when. */
class SpellsTests {

    private static final long LATER = TimeUnit.SECONDS.toNanos(60);

    private final Spells spells = new Spells();
    private final ClusterFaults faults = new ClusterFaults(ClusterFault.all());
    private final RollingRestarts restarts = new RollingRestarts();

    @Test
    void aNodeInTroubleIsNoExcuseForAnother() {
        spells.begin("node1", "killed");
        long then = System.nanoTime();
        assertThat(spells.isOn("node1")).isTrue();
        spells.end("node1");

        assertThat(spells.isOn("node1")).isFalse();
        assertThat(faults.excuses(new Closed(1006, "node1", then), spells)).isTrue();
        assertThat(faults.excuses(new Closed(Closed.SILENT, "node1", then), spells)).isTrue();
        assertThat(faults.excuses(new Closed(1006, "node2", then), spells)).isFalse();
        assertThat(faults.excuses(new Closed(1006, "node1", then - LATER), spells)).isFalse();
        assertThat(faults.excuses(new Closed(1006, "node1", then + LATER), spells)).isFalse();
    }

    @Test
    void withoutItsStoreANodeMayCloseIfItSaysWhy() {
        spells.begin(PostgresStore.NAME, "restarted");

        assertThat(faults.excuses(new Closed(1013, "node1", System.nanoTime()), spells)).isTrue();
        assertThat(faults.excuses(new Closed(1006, "node1", System.nanoTime()), spells)).isFalse();
        assertThat(faults.excuses(new Closed(Closed.SILENT, "node1", System.nanoTime()), spells)).isFalse();
    }

    @Test
    void withoutRabbitMqANodeKeepsItsSockets() {
        spells.begin(RabbitBroker.NAME, "stopped");

        assertThat(faults.excuses(new Closed(1013, "node1", System.nanoTime()), spells)).isFalse();
    }

    @Test
    void aNodeThatIsStoppedSaysSo() {
        spells.begin("node1", "stopped");

        assertThat(restarts.excuses(new Closed(1012, "node1", System.nanoTime()), spells)).isTrue();
        assertThat(restarts.excuses(new Closed(1006, "node1", System.nanoTime()), spells)).isFalse();
        assertThat(restarts.excuses(new Closed(1012, "node2", System.nanoTime()), spells)).isFalse();
    }

    @Test
    void whatTouchesASpellIsNotQuiet() {
        long before = System.nanoTime();
        spells.begin("node1", "killed");
        spells.end("node1");
        long after = System.nanoTime();

        assertThat(spells.touching(before, after)).containsExactly("killed");
        assertThat(spells.touching(before - LATER, before - 1)).isEmpty();
        assertThat(spells.touching(after + LATER, after + LATER)).isEmpty();
    }
}
