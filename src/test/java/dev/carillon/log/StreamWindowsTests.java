package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import dev.carillon.destination.Topic;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.junit.jupiter.api.Test;

class StreamWindowsTests {

    private static final Topic TOPIC = new Topic("orders");

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final StreamWindows windows = new StreamWindows(1_000_000, _ -> {
        reading.countDown();
        awaitUninterrupted(goOn);
        return new Head(1, 0, 0);
    }, _ -> true);

    /** What is committed while the ends of a window are read is not in what was read, and its writer does not wait for that. */
    @Test
    void missNothingThatIsCommittedWhileTheyBegin() {
        var begun = begin();
        var recalled = notification(2);
        windows.append(notification(1));
        windows.append(recalled);
        windows.append(notification(3));
        windows.change(TOPIC, window -> window.remove(recalled.id()));
        assertThat(windows.recent(TOPIC)).as("nobody is told of ends that are not known").isEmpty();
        goOn.countDown();

        assertThat(begun.join().head().offset()).isEqualTo(3);
        assertThat(begun.join().after(2, 10).notifications()).hasSize(1);
        assertThat(begun.join().after(0, 10)).as("of a hole the store is asked").isNull();
    }

    @Test
    void keepABoundedNumberUntilTheyBegin() {
        var begun = begin();
        LongStream.rangeClosed(1, 1000).forEach(offset -> windows.append(notification(offset)));
        goOn.countDown();

        assertThat(begun.join().head().offset()).isEqualTo(1000);
        assertThat(begun.join().after(0, 100)).isNull();
        assertThat(begun.join().after(990, 100).notifications()).hasSize(10);
    }

    @Test
    void beginWhenTheStoreAnswersAgain() {
        var answers = new AtomicBoolean();
        var own = new StreamWindows(1_000_000, _ -> {
            if (!answers.get()) {
                throw new IllegalStateException();
            }
            return new Head(1, 0, 0);
        }, _ -> true);
        assertThatThrownBy(() -> own.of(TOPIC)).isInstanceOf(IllegalStateException.class);
        own.append(notification(1));
        answers.set(true);
        assertThat(own.of(TOPIC).head().offset()).isEqualTo(1);
    }

    /** Others may have stored what did not come by here: it is not there to be read from memory. */
    @Test
    void beginAnewBehindAGap() {
        var own = new StreamWindows(1_000_000, _ -> new Head(1, 0, 0), _ -> true);
        own.of(TOPIC);
        own.append(notification(1));
        own.append(notification(4));

        assertThat(own.of(TOPIC).after(0, 10)).isNull();
        assertThat(own.of(TOPIC).after(3, 10).notifications()).hasSize(1);
    }

    /** Its ends are being read, until they may go on. */
    private CompletableFuture<StreamWindow> begin() {
        var begun = CompletableFuture.supplyAsync(() -> windows.of(TOPIC));
        awaitUninterrupted(reading);
        return begun;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Notification notification(long offset) {
        return new Notification(NotificationId.next(), TOPIC, null, null, Map.of(),
                new Payload("text/plain", new byte[1]),
                Instant.EPOCH).at(new Position(1, offset));
    }
}
