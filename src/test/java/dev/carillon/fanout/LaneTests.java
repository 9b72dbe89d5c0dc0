package dev.carillon.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import dev.carillon.destination.Topic;
import dev.carillon.destination.UserQueue;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.notification.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lane promises at its top, with a socket that a test can stall. */
class LaneTests {

    private static final Topic TOPIC = new Topic("orders");
    private static final WireFrame MARK = WireFrame.text("RECEIPT\nreceipt-id:mark\n\n\0");

    /** Nothing in here is stored. */
    private static final History NO_HISTORY = (_, _, _, _, _) -> {
        throw new AssertionError("the history was read");
    };
    static final DeliveryRecord NO_RECORD = new DeliveryRecord() {
        @Override
        public void sent(String session, UserQueue queue, long offset) {}

        @Override
        public void acknowledged(String session, UserQueue queue, Collection<Long> offsets) {}
    };

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<OutboxPolicy> policy = new AtomicReference<>(OutboxPolicy.DISCONNECT);
    private final Lanes lanes = new Lanes(1,
            new FanoutLimits(10, 100_000, 3, Duration.ofSeconds(60), Duration.ofSeconds(60),
                    Duration.ofMillis(1), null, _ -> policy.get()),
            NO_HISTORY, NO_RECORD, Audience.UNKNOWN, Roster.NONE, registry);

    @AfterEach
    void stop() {
        lanes.close();
    }

    @Test
    void deliversInOrderToWhoSubscribedAndToNobodyElse() {
        var here = new FakeConnection();
        var elsewhere = new FakeConnection();
        var session = open(here);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        subscribe(open(elsewhere), "0", new Topic("prices"), AckMode.AUTO);

        publish(0, 100);
        mark(session, here);

        assertThat(here.bodies()).isEqualTo(texts(0, 100));
        assertThat(elsewhere.frames()).isEmpty();
        await().until(() -> registry.get("carillon.deliveries").counter().count() == 100);
    }

    /** More than a lane's backlog of what nobody there is subscribed to; who has just asked to be is. */
    @Test
    void costsALaneNothingWhereNobodySubscribes() throws InterruptedException {
        var connection = new FakeConnection();
        var session = open(connection);
        var busy = new CountDownLatch(1);
        var published = new CompletableFuture<Void>();
        var undisturbed = new AtomicBoolean();
        session.subscribe("0", "0", new Topic("prices"), AckMode.AUTO, _ -> {
            busy.countDown();
            await().until(published::isDone);
            undisturbed.set(true);
        });
        busy.await();

        publish(0, 10_000);
        subscribe(session, "1", TOPIC, AckMode.AUTO);
        publish(0, 5);
        published.complete(null);

        mark(session, connection);
        assertThat(undisturbed).as("published before the lane had time").isTrue();
        assertThat(connection.bodies()).isEqualTo(texts(0, 5));
    }

    @Test
    void sendsNothingBehindTheReceiptOfUnsubscribe() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        publish(0, 5);
        session.unsubscribe("0");
        session.send(MARK);
        publish(5, 10);
        awaitLane();

        assertThat(connection.bodies()).isEqualTo(texts(0, 5));
        assertThat(connection.frames().getLast()).startsWith("RECEIPT");
        assertThat(subscriptions()).isZero();
    }

    @Test
    void writesOnceAtATimeAndTheRestInOneGo() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        connection.stall();
        publish(0, 1);
        awaitLane();
        publish(1, 9);
        awaitLane();
        assertThat(connection.writes()).containsExactly(1);

        connection.resume();

        await().until(() -> connection.writes().equals(List.of(1, 8)));
        assertThat(connection.bodies()).isEqualTo(texts(0, 9));
        assertThat(connection.writer().getName()).isEqualTo("lane-0");
    }

    @Test
    void closesAFullOutboxAndCostsTheOthersNothing() {
        var slow = new FakeConnection();
        var healthy = new FakeConnection();
        var slowSession = open(slow);
        subscribe(slowSession, "0", TOPIC, AckMode.AUTO);
        subscribe(slowSession, "1", TOPIC, AckMode.AUTO);
        var healthySession = open(healthy);
        subscribe(healthySession, "0", TOPIC, AckMode.AUTO);
        slow.stall();

        publish(0, 50);
        mark(healthySession, healthy);

        assertThat(slow.closeCode()).as("not in the middle of a write").isZero();
        assertThat(slow.bodies()).as("what was at the socket already").hasSizeLessThanOrEqualTo(10);
        assertThat(healthy.bodies()).isEqualTo(texts(0, 50));
        assertThat(subscriptions()).isEqualTo(1);
        await().until(slow::isClosed);
        slow.resume();
        await().until(() -> slow.closeCode() == 4508);
    }

    @Test
    void closesAClientThatAsksAndDoesNotRead() {
        var connection = stalledAfter(1);
        for (int i = 0; i < 20; i++) {
            session.send(MARK);
        }
        awaitLane();
        assertThat(subscriptions()).isEqualTo(1);

        session.send(MARK);
        awaitLane();
        assertThat(subscriptions()).isZero();
        connection.resume();
        await().until(() -> connection.closeCode() == 4508);
    }

    @Test
    void answersOnlyTheLatestOfAFloodOfPings() {
        var connection = stalledAfter(1);
        for (int i = 0; i < 1000; i++) {
            session.pong(("ping " + i).getBytes(StandardCharsets.UTF_8));
        }
        awaitLane();
        connection.resume();

        await().until(() -> connection.frames().contains("ping 999"));
        assertThat(connection.frames()).filteredOn(frame -> frame.startsWith("ping"))
                .containsExactlyElementsOf(IntStream.range(984, 1000).mapToObj(i -> "ping " + i).toList());
    }

    @Test
    void writesAFrameThatIsLargerThanItsBuffer() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        var large = "x".repeat(90_000);
        publish(large, null);
        publish("small", null);
        mark(session, connection);

        assertThat(connection.bodies()).containsExactly(large, "small");
    }

    @Test
    void showsWhatWaits() {
        var connection = stalledAfter(1);
        assertThat(pendingBytes()).isZero();
        publish(1, 4);
        awaitLane();
        await().until(() -> pendingBytes() > 3 * 100);

        connection.resume();
        await().until(() -> pendingBytes() == 0);
    }

    @Test
    void endsEverySessionBehindWhatWaits() {
        var connection = stalledAfter(1);
        var other = new FakeConnection();
        open(other);
        publish(1, 3);
        lanes.endAll(1012);
        await().until(() -> other.closeCode() == 1012);
        assertThat(connection.closeCode()).isZero();

        connection.resume();
        await().until(() -> connection.closeCode() == 1012);
        assertThat(connection.bodies()).isEqualTo(texts(0, 3));
    }

    /** Eleven frames of a burst are more than an outbox holds, and no fault of a client that takes them all. */
    @Test
    void keepsAHealthySessionThroughABurst() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        publish(0, 500);
        mark(session, connection);

        assertThat(connection.bodies()).isEqualTo(texts(0, 500));
        assertThat(connection.closeCode()).isZero();
    }

    @Test
    void dropsTheOldestWhereTheTopicSaysSo() {
        policy.set(OutboxPolicy.DROP_OLDEST);
        var connection = stalledAfter(1);
        publish(1, 31);
        awaitLane();
        connection.resume();

        await().until(() -> connection.bodies().size() == 11);
        assertThat(connection.bodies()).containsExactly("0", "21", "22", "23", "24", "25", "26", "27", "28", "29",
                "30");
        assertThat(connection.closeCode()).isZero();
    }

    @Test
    void keepsTheLatestOfEachKeyWhereTheTopicSaysSo() {
        policy.set(OutboxPolicy.LATEST_PER_KEY);
        var connection = stalledAfter(1);
        for (int i = 1; i <= 30; i++) {
            publish("" + i, i % 2 == 0 ? "even" : "odd");
        }
        awaitLane();
        connection.resume();

        await().until(() -> connection.bodies().size() == 3);
        assertThat(connection.bodies()).containsExactly("0", "29", "30");
    }

    @Test
    void countsWhatWaitsForAnAckAsWaiting() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.CLIENT_INDIVIDUAL);
        publish(0, 10);
        mark(session, connection);
        assertThat(connection.closeCode()).isZero();

        publish(10, 11);
        await().until(() -> connection.closeCode() == 4508);
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        var connection = stalledAfter(1);
        publish(1, 4);
        session.send(MARK);
        session.end(1000);
        session.send(MARK);
        awaitLane();
        assertThat(connection.closeCode()).isZero();

        connection.resume();

        await().until(() -> connection.closeCode() == 1000);
        assertThat(connection.bodies()).isEqualTo(texts(0, 4));
        assertThat(connection.frames()).filteredOn(frame -> frame.startsWith("RECEIPT")).hasSize(1);
    }

    @Test
    void forgetsAConnectionThatIsGone() {
        var connection = stalledAfter(1);
        publish(1, 4);
        session.closed();
        awaitLane();
        connection.resume();
        publish(4, 8);
        awaitLane();

        assertThat(connection.bodies()).isEqualTo(texts(0, 1));
        assertThat(subscriptions()).isZero();
    }

    /** The one that throws stands before the healthy one in the same batch. */
    @Test
    void survivesASocketThatThrows() {
        var closed = new AtomicBoolean();
        var session = lanes.open(new Connection() {
            @Override
            public boolean write(ByteBuffer bytes, Runnable written) {
                throw new IllegalStateException("a defect at the border");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        }, StompVersion.V1_2);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        var healthy = new FakeConnection();
        subscribe(open(healthy), "0", TOPIC, AckMode.AUTO);
        publish(0, 1);

        await().until(() -> healthy.bodies().equals(texts(0, 1)));
        await().untilTrue(closed);
    }

    /** Bytes count as frames do: 4096 of 64 KB would be a quarter of a gigabyte. */
    @Test
    void boundsTheBytesThatWaitForAnAck() {
        var connection = new FakeConnection();
        var session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.CLIENT_INDIVIDUAL);
        publish("x".repeat(45_000), null);
        publish("y".repeat(45_000), null);
        mark(session, connection);
        session.unsubscribe("0");
        subscribe(session, "0", TOPIC, AckMode.CLIENT_INDIVIDUAL);
        publish("z".repeat(45_000), null);
        publish("z".repeat(45_000), null);
        mark(session, connection);
        assertThat(connection.closeCode()).isZero();

        publish("z".repeat(45_000), null);
        await().until(() -> connection.closeCode() == 4508);
    }

    @Test
    void endsThoseThatComeAfterTheEnd() {
        lanes.endAll(1012);
        var late = new FakeConnection();
        open(late);
        await().until(() -> late.closeCode() == 1012);
    }

    /** A client that sends faster than its lane works is read no further until the lane has caught up. */
    @Test
    void readsOnWhenTheLaneHasCaughtUp() {
        var writing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        lanes.open(new Connection() {
            @Override
            public boolean write(ByteBuffer bytes, Runnable written) {
                writing.countDown();
                awaitLatch(goOn);
                return true;
            }

            @Override
            public void close() {}
        }, StompVersion.V1_2).send(MARK);
        awaitLatch(writing);

        var session = open(new FakeConnection());
        var read = new AtomicInteger();
        readOn(session, read);
        assertThat(read.get()).isBetween(1, 64);
        goOn.countDown();
        await().until(() -> read.get() == 100);
    }

    /** As a socket is read: the next frame when the last one may be left to the lane. */
    private static void readOn(FanoutSession session, AtomicInteger read) {
        if (read.incrementAndGet() < 100) {
            session.acknowledge(NotificationId.next() + "/0", true);
            session.whenReady(() -> readOn(session, read));
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private FanoutSession session;

    /** A session that has got the first notification and whose socket takes no more. */
    private FakeConnection stalledAfter(int first) {
        var connection = new FakeConnection();
        session = open(connection);
        subscribe(session, "0", TOPIC, AckMode.AUTO);
        awaitLane();
        connection.stall();
        publish(0, first);
        awaitLane();
        return connection;
    }

    private static void subscribe(FanoutSession session, String id, Topic topic, AckMode ackMode) {
        session.subscribe(id, id, topic, ackMode,
                subscription -> session.begin(null, List.of(new Beginning(subscription, new Position(1, 0), 0, 0))));
    }

    private FanoutSession open(FakeConnection connection) {
        return lanes.open(connection, StompVersion.V1_2);
    }

    private void publish(int from, int to) {
        texts(from, to).forEach(text -> publish(text, null));
    }

    private void publish(String text, String key) {
        lanes.publish(new Notification(NotificationId.next(), TOPIC, null, key,
                Map.of(), new Payload("text/plain", text.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH));
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Waits until the session has got a frame that stands behind everything else. */
    private static void mark(FanoutSession session, FakeConnection connection) {
        session.send(MARK);
        await().until(() -> connection.frames().contains("RECEIPT\nreceipt-id:mark\n\n\0"));
    }

    /** Waits until the lane has done what was asked of it so far. */
    private void awaitLane() {
        var probe = new FakeConnection();
        mark(open(probe), probe);
    }

    private double pendingBytes() {
        return registry.get("carillon.outbox.pending.bytes").gauge().value();
    }

    private double subscriptions() {
        return registry.get("carillon.subscriptions").gauge().value();
    }
}
