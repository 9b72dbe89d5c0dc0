package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.carillon.destination.Topic;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import org.junit.jupiter.api.Test;

class StreamWindowsTests {

    private static final Topic TOPIC = new Topic("orders");

    /** What is committed while a window is being made is not in what it read, so it has to wait for the window. */
    @Test
    void missNothingThatIsCommittedWhileTheyAreMade() {
        var read = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var windows = new StreamWindows(1_000_000, _ -> {
            read.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Head(1, 0, 0);
        }, _ -> true);
        var made = CompletableFuture.supplyAsync(() -> windows.of(TOPIC));
        await().until(() -> read.getCount() == 0);
        var writer = new Thread(() -> windows.append(notification(1)));
        writer.start();
        await().until(() -> writer.getState() != Thread.State.NEW && writer.getState() != Thread.State.RUNNABLE);
        goOn.countDown();

        var window = made.join();
        await().until(() -> !writer.isAlive());
        assertThat(window.head().offset()).isEqualTo(1);
        assertThat(window.after(0, 10).notifications()).hasSize(1);
    }

    /** Others may have stored what did not come by here: it is not there to be read from memory. */
    @Test
    void beginAnewBehindAGap() {
        var windows = new StreamWindows(1_000_000, _ -> new Head(1, 0, 0), _ -> true);
        windows.of(TOPIC);
        windows.append(notification(1));
        windows.append(notification(4));

        assertThat(windows.of(TOPIC).after(0, 10)).isNull();
        assertThat(windows.of(TOPIC).after(3, 10).notifications()).hasSize(1);
    }

    private static Notification notification(long offset) {
        return new Notification(NotificationId.next(), TOPIC, null, null, Map.of(),
                new Payload("text/plain", new byte[1]),
                Instant.EPOCH).at(new Position(1, offset));
    }
}
