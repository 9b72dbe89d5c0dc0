package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one database, of which one works. */
@ParameterizedClass
@ValueSource(strings = {"sqlite", "postgresql"})
class LeaseTests {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Parameter
    private String vendor;

    private TestLog here;
    private TestLog there;

    @BeforeEach
    void open() throws Exception {
        here = new TestLog(TestDatabase.of(vendor, LeaseTests.class));
        there = here.another();
    }

    @AfterEach
    void close() throws Exception {
        there.close();
        here.close();
    }

    /** What a node does, and how often it looked. */
    private final class Node implements AutoCloseable {

        private final AtomicInteger looked = new AtomicInteger();
        private final AtomicInteger worked = new AtomicInteger();
        private final LeasedWork work;

        Node(TestLog log, Duration length) {
            this.work = new LeasedWork(new Lease(log.log(), "test", length), "test", Duration.ofMillis(5), lease -> {
                if (lease.isOurs()) {
                    worked.incrementAndGet();
                }
                looked.incrementAndGet();
            });
        }

        void awaitWork() {
            int before = worked.get();
            await().until(() -> worked.get() > before + 10);
        }

        @Override
        public void close() {
            work.close();
        }
    }

    @Test
    void worksOnOneNodeAtATime() {
        try (var first = new Node(here, LONG)) {
            first.awaitWork();
            try (var second = new Node(there, LONG)) {
                await().until(() -> second.looked.get() > 20);
                first.awaitWork();
                assertThat(second.worked).hasValue(0);
            }
        }
    }

    @Test
    void isHadByOneOfTwoWhoAskAtOnce() {
        for (int round = 0; round < 100; round++) {
            var name = "test-" + round;
            var together = new CyclicBarrier(2);
            var first = CompletableFuture.supplyAsync(() -> isOurs(here, name, together));
            boolean second = isOurs(there, name, together);
            assertThat(first.join()).isNotEqualTo(second);
        }
    }

    private static boolean isOurs(TestLog log, String name, CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        return new Lease(log.log(), name, LONG).isOurs();
    }

    /** At its end the lease is given up: nobody has to wait for ten minutes. */
    @Test
    void goesOnElsewhereWhenANodeStops() {
        var first = new Node(here, LONG);
        first.awaitWork();
        try (var second = new Node(there, LONG)) {
            first.close();
            second.awaitWork();
        }
    }

    /** Its log is closed under it: it can neither hold the lease nor give it up. */
    @Test
    void goesOnElsewhereWhenANodeIsGoneWithoutAWord() throws Exception {
        try (var first = new Node(here, SHORT)) {
            first.awaitWork();
            try (var second = new Node(there, SHORT)) {
                await().until(() -> second.looked.get() > 0);
                here.stop();
                second.awaitWork();
                int before = first.worked.get();
                second.awaitWork();
                assertThat(first.worked).hasValue(before);
            }
        }
    }

    /** A cadence of 250 ms is no reason to write four times a second. */
    @Test
    void writesNothingWhileMoreThanHalfIsLeft() {
        var lease = new Lease(here.log(), "test", LONG);
        assertThat(lease.isOurs()).isTrue();
        var row = row();
        for (int i = 0; i < 100; i++) {
            assertThat(lease.isOurs()).isTrue();
        }
        assertThat(row()).isEqualTo(row);
    }

    @Test
    void isRenewedBeforeItEnds() {
        var lease = new Lease(here.log(), "test", Duration.ofSeconds(3));
        var other = new Lease(there.log(), "test", Duration.ofSeconds(3));
        assertThat(lease.isOurs()).isTrue();
        var row = row();
        await().until(() -> {
            assertThat(lease.isOurs()).isTrue();
            assertThat(other.isOurs()).isFalse();
            return !row().equals(row);
        });
    }

    /** PostgreSQL writes a row that a conflict locks, and says so in it. */
    @Test
    void whoWaitsWritesNothing() {
        assertThat(new Lease(here.log(), "test", LONG).isOurs()).isTrue();
        var row = row();
        assertThat(new Lease(there.log(), "test", LONG).isOurs()).isFalse();
        assertThat(row()).isEqualTo(row);
    }

    private String row() {
        return here.database()
                .jdbc()
                .queryForMap("select *" + (vendor.equals("sqlite") ? "" : ", xmin::text, xmax::text") + " from lease")
                .toString();
    }
}
