package dev.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.destination.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterestsTests {

    private static final Topic A = new Topic("a");
    private static final Topic B = new Topic("b");

    private final Interests interests = new Interests();
    private final AtomicInteger woken = new AtomicInteger();

    @BeforeEach
    void connect() {
        interests.onChange(woken::incrementAndGet);
        interests.connected();
    }

    @Test
    void isBoundOnceForAllLanes() {
        interests.joined(A);
        interests.joined(A);
        assertThat(interests.changes().bind()).containsExactly(A);
        interests.bound(A);
        interests.left(A);
        assertThat(interests.changes().unbind()).isEmpty();
        assertThat(interests.isFollowed(A)).isTrue();
        interests.left(A);
        assertThat(interests.changes().unbind()).containsExactly(A);
        assertThat(interests.isFollowed(A)).isFalse();
        assertThat(interests.contains(A)).isFalse();
        assertThat(woken).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void isReadyWhenItIsBound() {
        interests.joined(A);
        var ready = interests.ready(A);
        assertThat(interests.changes().bind()).containsExactly(A);
        assertThat(ready).isNotDone();
        assertThat(interests.isFollowed(A)).isFalse();
        interests.bound(A);
        assertThat(ready).isCompleted();
        assertThat(interests.ready(A)).isCompleted();
        assertThat(interests.ready(B)).as("nobody wants it").isCompleted();
    }

    /** Who comes back before it was unbound finds it bound; who leaves before it was bound leaves nothing behind. */
    @Test
    void settlesOnWhatIsWantedInTheEnd() {
        interests.joined(A);
        interests.changes();
        interests.bound(A);
        interests.left(A);
        interests.joined(A);
        assertThat(interests.changes()).isEqualTo(new Interests.Changes(List.of(), List.of()));
        assertThat(interests.isFollowed(A)).isTrue();

        interests.joined(B);
        var ready = interests.ready(B);
        interests.left(B);
        assertThat(interests.changes()).isEqualTo(new Interests.Changes(List.of(), List.of()));
        assertThat(ready).as("nobody waits for what does not come").isCompleted();
        assertThat(interests.count()).isEqualTo(1);
    }

    /** It left while it was being bound, so it is bound and has to be unbound. */
    @Test
    void unbindsWhatWasLeftMeanwhile() {
        interests.joined(A);
        interests.changes();
        interests.left(A);
        interests.bound(A);
        assertThat(interests.changes().unbind()).containsExactly(A);
    }

    /** Or the broker would be waited for longer than it is believed to be there, and nothing be sent meanwhile. */
    @Test
    void isSettledInSmallSteps() {
        int many = 3 * Interests.MOST_AT_ONCE;
        for (int i = 0; i < many; i++) {
            interests.joined(new Topic("t" + i));
        }
        for (int left = many; left > 0; left -= Interests.MOST_AT_ONCE) {
            assertThat(interests.isSettled()).isFalse();
            assertThat(interests.changes().bind()).hasSize(Interests.MOST_AT_ONCE).doesNotHaveDuplicates();
        }
        assertThat(interests.isSettled()).isTrue();
    }

    @Test
    void followsNothingWithoutABroker() {
        interests.joined(A);
        interests.changes();
        interests.bound(A);
        interests.joined(B);
        var waiting = interests.ready(B);
        interests.disconnected();
        assertThat(waiting).isCompleted();
        assertThat(interests.isFollowed(A)).isFalse();
        assertThat(interests.ready(A)).isCompleted();
        interests.joined(new Topic("c"));

        interests.connected();
        assertThat(interests.changes().bind()).containsExactlyInAnyOrder(A, B, new Topic("c"));
        assertThat(interests.ready(A)).isNotDone();
    }
}
