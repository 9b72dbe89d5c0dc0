package dev.carillon.history;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import dev.carillon.StompSocket.Frame;
import org.jspecify.annotations.Nullable;

/** Follows one topic, comes back with its position whenever it was told to go, and keeps nothing but what was wrong. */
final class Follower implements Runnable {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final long MOST_BEFORE_IT_RETURNS = TimeUnit.SECONDS.toNanos(2);

    /** One end of its sessions. */
    record End(int code, long at) {}

    private final Home home;
    private final String topic;
    private final RandomGenerator random;
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private @Nullable Position position;
    private volatile long reached = -1;
    private volatile boolean subscribed;
    private volatile boolean stopped;

    Follower(Home home, String topic, RandomGenerator random) {
        this.home = home;
        this.topic = topic;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                session();
                subscribed = false;
                LockSupport.parkNanos(random.nextLong(MOST_BEFORE_IT_RETURNS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void session() throws InterruptedException {
        try (var client = StompClient.connect(home, Tokens.of("everyone"))) {
            client.send("SUBSCRIBE\nid:s\nreceipt:r\ndestination:/topic/" + topic
                    + (position == null ? "" : "\nepoch:" + position.epoch() + "\noffset:" + position.offset())
                    + "\n\n");
            subscribed(client.expect("RECEIPT"));
            while (!stopped) {
                client.take(GLANCE).ifPresent(this::received);
            }
        } catch (Disconnected end) {
            if (subscribed) {
                ends.add(new End(end.code(), System.nanoTime()));
            }
        }
    }

    private void subscribed(Frame receipt) {
        if (position == null) {
            position = new Position(receipt.header("epoch"), Long.parseLong(receipt.header("offset")));
            reached = position.offset();
        } else if (!"true".equals(receipt.header("recovered"))) {
            wrong.add("not recovered: " + receipt.headers());
        }
        subscribed = true;
    }

    private void received(Frame message) {
        long offset = Long.parseLong(message.header("offset"));
        if (offset != reached + 1) {
            wrong.add(topic + ": " + offset + " behind " + reached);
        }
        reached = offset;
        position = new Position(message.header("epoch"), offset);
    }

    boolean isSubscribed() {
        return subscribed;
    }

    boolean hasReached(long head) {
        return reached >= head;
    }

    String topic() {
        return topic;
    }

    Queue<End> ends() {
        return ends;
    }

    Queue<String> wrong() {
        return wrong;
    }

    void stop() {
        stopped = true;
    }
}
