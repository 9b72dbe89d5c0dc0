package dev.carillon.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class KeyCountTests {

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong stored = new AtomicLong(7);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private KeyCount count(long most) {
        return new KeyCount(most, () -> {
            asked.incrementAndGet();
            return stored.get();
        }, now::get);
    }

    @Test
    void beginsWithWhatIsStoredAndAsksOnce() {
        var count = count(10);
        assertThat(IntStream.range(0, 50).filter(_ -> count.take()).count()).isEqualTo(3);
        assertThat(asked).as("so hot a path does not ask the store each time").hasValue(1);
        assertThat(count.untilCounted().toSeconds()).isBetween(0L, 30L);
    }

    /** Keys grow old by themselves: where there is no room, the store is asked again, now and then. */
    @Test
    void looksForRoomNowAndThen() {
        var count = count(7);
        assertThat(count.take()).isFalse();
        stored.set(6);
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(count.take()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(count.take()).isTrue();
        assertThat(count.take()).isFalse();
        assertThat(asked).hasValue(2);
    }

    /** What is under way may be stored by then, or not: it counts as if it were not, so there are never too many. */
    @Test
    void countsWhatIsUnderWay() {
        var count = count(8);
        assertThat(count.take()).isTrue();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(count.take()).isFalse();
        count.done(false);
        assertThat(count.take()).isTrue();
    }

    @Test
    void givesBackWhatWasNotRemembered() {
        var count = count(8);
        assertThat(count.take()).isTrue();
        assertThat(count.take()).isFalse();
        count.done(false);
        assertThat(count.take()).isTrue();
        count.done(true);
        assertThat(count.take()).isFalse();
    }

    @Test
    void isExactAmongManyThreads() throws Exception {
        var count = count(507);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> take = count::take;
            var taken = threads.invokeAll(IntStream.range(0, 2000).mapToObj(_ -> take).toList());
            assertThat(taken.stream().filter(future -> future.resultNow())).hasSize(500);
        }
    }
}
