package dev.carillon.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.carillon.destination.Destination;
import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Page;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a subscription becomes live, with a history that answers when a test lets it. */
class CatchUpTests {

    private static final Topic TOPIC = new Topic("orders");
    private static final UserQueue QUEUE = new UserQueue("alice", "inbox");
    static final FanoutLimits LIMITS = new FanoutLimits(40, 100_000, 3, Duration.ofSeconds(60), Duration.ofSeconds(60),
            Duration.ofMillis(1), null, _ -> OutboxPolicy.DISCONNECT);

    /** A page that a lane waits for. */
    private record Asked(Destination destination, long after, long acknowledgedUpTo, int limit,
            Consumer<@Nullable Page> answer) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final List<String> record = new ArrayList<>();
    private final Lanes lanes = new Lanes(1,
            LIMITS,
            (destination, after, acknowledgedUpTo, limit, answer) -> asked
                    .add(new Asked(destination, after, acknowledgedUpTo, limit, answer)),
            new DeliveryRecord() {
                @Override
                public void sent(String session, UserQueue queue, long offset) {
                    record.add("sent " + session + " " + queue.name() + " " + offset);
                }

                @Override
                public void acknowledged(String session, UserQueue queue, Collection<Long> offsets) {
                    record.add("acked " + session + " " + queue.name() + " " + offsets);
                }
            }, Audience.UNKNOWN, Roster.NONE, new SimpleMeterRegistry());
    private final FakeConnection connection = new FakeConnection();
    private final FanoutSession session = lanes.open(connection, StompVersion.V1_2);

    @AfterEach
    void stop() {
        lanes.close();
    }

    /** What is published while a page is read is in the log: it comes once, in its place. */
    @Test
    void readsUpToWhatWasPublishedMeanwhile() {
        begin(TOPIC, AckMode.AUTO, 0, 2, 0);
        publish(3);
        var first = nextAsked();
        assertThat(first.after()).isZero();
        publish(4);
        first.answer().accept(page(1, 3));
        var second = nextAsked();
        assertThat(second.after()).isEqualTo(3);
        publish(5);
        second.answer().accept(page(4, 5));
        publish(6);

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1", "2", "3", "4", "5", "6"));
        assertThat(asked).isEmpty();
    }

    @Test
    void isLiveAtOnceWhereNothingWasMissed() {
        begin(TOPIC, AckMode.AUTO, 7, 7, 0);
        publish(7); // Stored before it subscribed, and on its way to the lane since.
        publish(8);

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("8"));
        assertThat(asked).isEmpty();
    }

    @Test
    void readsWhatDidNotComeThisWay() {
        begin(TOPIC, AckMode.AUTO, 0, 0, 0);
        publish(1);
        publish(4);
        publish(5);
        var gap = nextAsked();
        assertThat(gap.after()).isEqualTo(1);
        gap.answer().accept(page(2, 5));
        publish(6);

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1", "2", "3", "4", "5", "6"));
    }

    /** The frames of a page are kept for the next who asks for it; where it is another page, or not all of it, they are not taken for it. */
    @Test
    void tellsPagesApart() {
        begin(TOPIC, AckMode.AUTO, 0, 9, 0);
        nextAsked().answer().accept(page(1, 3));
        nextAsked().answer().accept(page(5, 6));
        nextAsked().answer().accept(page(7, 9));

        await().untilAsserted(
                () -> assertThat(connection.bodies()).containsExactly("1", "2", "3", "5", "6", "7", "8", "9"));
    }

    /** Expired, recalled, superseded: there is nothing there, and nothing to wait for. */
    @Test
    void takesAnEmptyPageForTheEndOfAGap() {
        begin(TOPIC, AckMode.AUTO, 0, 3, 0);
        nextAsked().answer().accept(new Page(List.of(), 3, 0));
        publish(4);

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("4"));
    }

    /** As far as it has read nothing is missing; one more would be. */
    @Test
    void partsWithAClientThatIsSlowerThanRetention() {
        begin(TOPIC, AckMode.AUTO, 0, 9, 0);
        nextAsked().answer().accept(page(1, 2));
        nextAsked().answer().accept(new Page(page(3, 4).notifications(), 4, 2));
        nextAsked().answer().accept(new Page(page(6, 9).notifications(), 9, 5));

        await().until(() -> connection.closeCode() == 4508);
        assertThat(connection.bodies()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void asksAgainWhereAPageCannotBeRead() {
        begin(TOPIC, AckMode.AUTO, 0, 1, 0);
        nextAsked().answer().accept(null);
        nextAsked().answer().accept(page(1, 1));

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1"));
    }

    /** A log that is behind what the lane has seen is not asked without a pause. */
    @Test
    void waitsForALogThatIsBehind() {
        begin(TOPIC, AckMode.AUTO, 0, 1, 0);
        nextAsked().answer().accept(new Page(List.of(), 0, 0));
        awaitLane();
        nextAsked().answer().accept(page(1, 1));

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1"));
    }

    /** A slow reader of a long past holds a page, not the past. */
    @Test
    void waitsUntilThePageHasGoneOut() {
        connection.stall();
        begin(TOPIC, AckMode.AUTO, 0, 100, 0);
        var first = nextAsked();
        assertThat(first.limit()).isEqualTo(10);
        int pages = 0;
        for (var page = first; page != null; page = asked.poll()) {
            int from = (int) page.after() + 1;
            page.answer().accept(page(from, from + 9));
            pages++;
            awaitLane();
        }
        assertThat(pages).as("one at the socket, two that wait").isBetween(1, 3);

        connection.resume();
        assertThat(nextAsked().after()).isEqualTo(10L * pages);
    }

    @Test
    void forgetsAPageOfASubscriptionThatHasEnded() {
        begin(TOPIC, AckMode.AUTO, 0, 1, 0);
        var late = nextAsked();
        session.unsubscribe("0");
        late.answer().accept(page(1, 1));
        awaitLane();

        assertThat(connection.bodies()).isEmpty();
    }

    /** Ephemeral ones have no place among those that are replayed. */
    @Test
    void deliversEphemeralNotificationsWhileLiveOnly() {
        begin(TOPIC, AckMode.AUTO, 0, 1, 0);
        lanes.publish(notification(TOPIC, "lost"));
        nextAsked().answer().accept(page(1, 1));
        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1"));
        lanes.publish(notification(TOPIC, "there"));

        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1", "there"));
    }

    @Test
    void writesDownWhatIsSentToUsersAndWhatTheyAcknowledge() {
        begin(QUEUE, AckMode.CLIENT_INDIVIDUAL, 0, 1, 1);
        var page = nextAsked();
        assertThat(page.acknowledgedUpTo()).isEqualTo(1);
        var missed = notification(QUEUE, "1").at(new Position(1, 1));
        page.answer().accept(new Page(List.of(missed), 1, 0));
        await().untilAsserted(() -> assertThat(connection.bodies()).containsExactly("1"));
        session.acknowledge(missed.id() + "/0", true);
        awaitLane();

        assertThat(record).containsExactly("sent device user:alice/inbox 1", "acked device user:alice/inbox [1]");
    }

    private void begin(Destination destination, AckMode ackMode, long from, long head, long acknowledgedUpTo) {
        session.connected("device", StompVersion.V1_2, Duration.ZERO, Duration.ZERO, WireFrame.text("CONNECTED\n\n\0"));
        session.subscribe("0", "0", destination, ackMode, subscription -> session.begin(null,
                List.of(new Beginning(subscription, new Position(1, from), head, acknowledgedUpTo))));
        awaitLane();
    }

    private Asked nextAsked() {
        try {
            var next = asked.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a page that is asked for").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void publish(long offset) {
        lanes.publish(notification(TOPIC, Long.toString(offset)).at(new Position(1, offset)));
    }

    private static Page page(int from, int to) {
        return new Page(IntStream.rangeClosed(from, to)
                .mapToObj(offset -> notification(TOPIC, Integer.toString(offset)).at(new Position(1, offset)))
                .toList(), to, 0);
    }

    private static Notification notification(Destination destination, String text) {
        return new Notification(NotificationId.next(), destination, null, null, Map.of(),
                new Payload("text/plain", text.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
    }

    /** Waits until the lane has done what was asked of it so far. */
    private void awaitLane() {
        var reached = new CountDownLatch(1);
        lanes.open(new FakeConnection(), StompVersion.V1_2)
                .subscribe("0", "0", TOPIC, AckMode.AUTO, _ -> reached.countDown());
        try {
            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
