package dev.carillon.history;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import dev.carillon.StompSocket.Frame;
import org.jspecify.annotations.Nullable;

/** Subscribes to one stream, and comes back with its position whenever it was cut off or went away. */
class Subscriber implements Runnable {

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final long BETWEEN_SESSIONS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(2);
    private static final String SUBSCRIBED = "subscribed";

    private final Home home;
    private final History history;
    private final Trace trace;
    private final RandomGenerator random;
    private @Nullable Position position;
    /** Nanoseconds of this process's clock, and 0 where it was not cut off. */
    private long cutOff;
    private long subscribed;
    private volatile long reached;
    private volatile boolean leaving;
    private volatile boolean calm;
    private volatile boolean stopped;

    Subscriber(Home home, History history, Trace trace, RandomGenerator random) {
        this.home = home;
        this.history = history;
        this.trace = trace;
        this.random = random;
    }

    /** One that has to be given everything from here on. */
    Subscriber from(Position start) {
        position = start;
        return this;
    }

    @Override
    public final void run() {
        try {
            while (!stopped) {
                session();
                LockSupport.parkNanos(random.nextLong(2 * BETWEEN_SESSIONS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void session() throws InterruptedException {
        try (var client = StompClient.connect(home, Tokens.of(user()))) {
            talk(client);
        } catch (Disconnected _) {
            // The service is not there now.
        }
        home.move();
    }

    private void talk(StompClient client) throws InterruptedException {
        try {
            leaving = false;
            var from = positionToGive(random);
            int lookBack = from == null && trace.kind() == Kind.VISITOR ? 1 + random.nextInt(1000) : 0;
            arriving();
            client.send("SUBSCRIBE\nid:s\nreceipt:" + SUBSCRIBED + "\ndestination:" + trace.stream().destination()
                    + (from == null ? "" : "\nepoch:" + from.epoch() + "\noffset:" + from.offset())
                    + (lookBack == 0 ? "" : "\nhistory:" + lookBack) + acknowledgement() + "\n\n");
            while (!stopped && !leaving) {
                var frame = client.take(GLANCE);
                if (frame.isPresent()) {
                    received(client, frame.get(), from, lookBack);
                }
            }
            closed(client, Seen.Closed.LEFT);
        } catch (Disconnected e) {
            cutOff = cutOff == 0 ? System.nanoTime() : cutOff;
            closed(client, e.code());
        }
        stopped |= trace.kind() == Kind.VISITOR;
    }

    private void received(StompClient client, Frame frame, @Nullable Position from, int lookBack)
            throws Disconnected, InterruptedException {
        if (frame.command().equals("MESSAGE")) {
            var place = new Place(frame.header("message-id"), frame.header("epoch"), offset(frame));
            trace.add(trace.kind() == Kind.STEADY
                    ? history.delivered(place, frame.body(), subscribed)
                    : history.delivered(place, frame.body()));
            got(place);
            delivered(client, frame, place);
            indulge();
        } else if (frame.header("receipt-id").equals(SUBSCRIBED)) {
            var head = new Position(frame.header("epoch"), offset(frame));
            trace.add(new Seen.Subscribed(from, lookBack, head, "true".equals(frame.header("recovered"))));
            subscribed(client.node());
            if (position == null) {
                position = head;
                reached = lookBack == 0 ? head.offset() : 0;
            }
        } else {
            confirmed(frame.header("receipt-id"));
        }
    }

    /** One that is sent again, because it was not acknowledged, does not set the position back. */
    private void got(Place place) {
        if (place.offset() > reached) {
            position = place.position();
            reached = place.offset();
        }
    }

    private void subscribed(Node node) {
        subscribed = System.nanoTime();
        if (cutOff != 0) {
            history.absences().add(subscribed - cutOff, trace + ", subscribed to " + node + " again");
            cutOff = 0;
        }
        arrived(node);
    }

    private void closed(StompClient client, int code) {
        trace.add(new Seen.Closed(code, client.node().name(), System.nanoTime()));
        departed();
    }

    private void indulge() {
        if (!calm && trace.kind() == Kind.SLOW && random.nextInt(200) == 0) {
            LockSupport.parkNanos(random.nextLong(LONGEST_NAP));
        }
        if (!calm && trace.kind() == Kind.RESTLESS && random.nextInt(300) == 0
                || trace.kind() == Kind.VISITOR && random.nextInt(1500) == 0) {
            leaving = true;
        }
    }

    private static long offset(Frame frame) {
        return Long.parseLong(frame.header("offset"));
    }

    /** What SUBSCRIBE says that it has read. */
    @Nullable
    Position positionToGive(RandomGenerator random) {
        return position;
    }

    /** Who it is. */
    String user() {
        return trace.stream().owner();
    }

    /** More headers of SUBSCRIBE. */
    String acknowledgement() {
        return "";
    }

    void delivered(StompClient client, Frame frame, Place place) throws Disconnected, InterruptedException {}

    void confirmed(String receipt) {}

    /** It subscribes, and may be subscribed before it hears of it. */
    void arriving() {}

    /** It is subscribed there from now on. */
    void arrived(Node node) {}

    /** It is not any more. */
    void departed() {}

    final Trace trace() {
        return trace;
    }

    /** The highest offset that it has got, or need not get. */
    final long reached() {
        return reached;
    }

    /** From now on it does nothing on its own. */
    void calm() {
        calm = true;
    }

    final void leave() {
        leaving = true;
    }

    final void stop() {
        stopped = true;
    }
}
