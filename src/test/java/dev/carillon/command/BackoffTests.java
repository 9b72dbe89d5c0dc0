package dev.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTests {

    private static final Duration NEVER = Duration.ZERO;
    private static final Duration SHORTLY = Duration.ofSeconds(29);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Backoff backoff = new Backoff();

    /** Also for those that are let in each time, and closed soon after. */
    @ParameterizedTest
    @ValueSource(ints = {1006, 1011, 1013, 4508, 4529})
    void growsUpToHalfAMinute(int closeCode) {
        long ceiling = 500;
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next(closeCode, i % 2 == 0 ? NEVER : SHORTLY).toMillis()).isBetween(ceiling / 2,
                    ceiling);
            ceiling = Math.min(2 * ceiling, 30_000);
        }
    }

    @Test
    void beginsAnewAfterASessionThatLasted() {
        for (int i = 0; i < 5; i++) {
            backoff.next(4529, NEVER);
        }
        assertThat(backoff.next(4529, LONG).toMillis()).isBetween(250L, 500L);
    }

    @Test
    void goesByWhatTheServiceSays() {
        assertThat(backoff.next(1001, LONG)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(1012, NEVER).toMillis()).isBetween(1000L, 10_000L);
        }
    }
}
