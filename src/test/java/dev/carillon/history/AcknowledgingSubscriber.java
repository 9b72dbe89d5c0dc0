package dev.carillon.history;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import dev.carillon.StompSocket.Frame;
import org.jspecify.annotations.Nullable;

/** Acknowledges most of what it gets, leaves now and then, and waits for the rest to come again. */
final class AcknowledgingSubscriber extends Subscriber {

    private final RandomGenerator random;
    /** Offsets by the receipts that they wait for. */
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();
    private volatile boolean calm;

    AcknowledgingSubscriber(Home home, History history, Trace trace, RandomGenerator random) {
        super(home, history, trace, random);
        this.random = random;
    }

    /** With a position or without one: what was not acknowledged comes in any case. */
    @Override
    @Nullable
    Position positionToGive(RandomGenerator random) {
        waiting.clear();
        return random.nextBoolean() ? super.positionToGive(random) : null;
    }

    @Override
    String acknowledgement() {
        return "\nack:client-individual";
    }

    @Override
    void delivered(StompClient client, Frame frame, Place place) throws Disconnected, InterruptedException {
        if (calm || random.nextInt(10) > 0) {
            var receipt = "ack-" + place.offset();
            waiting.put(receipt, place.offset());
            trace().add(new Seen.Acknowledging(place.offset()));
            client.send("ACK\nid:" + frame.header("ack") + "\nreceipt:" + receipt + "\n\n");
        }
        if (!calm && random.nextInt(100) == 0) {
            leave();
        }
    }

    @Override
    void confirmed(String receipt) {
        var offset = waiting.remove(receipt);
        if (offset != null) {
            trace().add(new Seen.Acknowledged(offset));
        }
    }

    /** From now on everything is acknowledged; what was not before comes again, once it has come back. */
    @Override
    void calm() {
        calm = true;
        leave();
    }

    boolean isSettled() {
        return waiting.isEmpty();
    }
}
