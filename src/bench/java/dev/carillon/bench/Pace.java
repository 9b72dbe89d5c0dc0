package dev.carillon.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.carillon.load.Loop;
import dev.carillon.load.RestConnection;
import dev.carillon.load.Wire;

/** Publishes so many a second on one connection, one after the other; each says when it was to be published. */
final class Pace {

    private final byte[] payload = Wire.padding(Payload.SIZE);
    private final byte[] head;
    private final RestConnection connection;
    private boolean waiting;
    private long answered;

    Pace(Loop loop, Target target) throws IOException {
        this.head = target.server().textHead(Swarm.TOPIC);
        this.connection = new RestConnection(loop, target.server(), this::answered);
    }

    /** How many are published. */
    long answered() {
        return answered;
    }

    /** One that is not answered in time makes the next ones late, and they say so. */
    Loop.Turn of(int perSecond) {
        long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long[] due = {System.nanoTime()};
        return now -> {
            if (!waiting && due[0] <= now) {
                waiting = true;
                Wire.stamp(payload, due[0]);
                connection.send(head, payload);
                due[0] += between;
            }
            return waiting ? now + between : due[0];
        };
    }

    private void answered(RestConnection from, boolean accepted) throws IOException {
        if (!accepted) {
            throw new IOException("refused: " + from.last());
        }
        answered++;
        waiting = false;
    }
}
